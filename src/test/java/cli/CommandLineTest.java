package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandLineTest {
  private final StringWriter err = new StringWriter();

  private int execute(String... args) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    return line.execute(args);
  }

  @Test
  void anUnknownVerbShowsUsageAndExits64() {
    assertEquals(64, execute("trot"));
    assertTrue(err.toString().contains("trot") && err.toString().contains("Usage:"));
  }

  @Test
  void aVerbLoadsItselfAlone() {
    Set<String> verbs = Main.commandLine().getSubcommands().keySet();
    verbs.stream()
        .filter(it -> !it.equals("completion"))
        .forEach(it -> assertEquals(Set.of(it), Main.commandLine(it).getSubcommands().keySet()));
    assertEquals(verbs, Main.commandLine("completion").getSubcommands().keySet());
  }

  @Test
  void anUnknownOptionShowsUsageAndExits64() {
    assertEquals(64, execute("--gallop"));
    assertTrue(err.toString().contains("--gallop"));
  }

  @Test
  void aSlipIsToldInTwoLinesWithWhatWasMeant() {
    assertEquals(64, execute("statsu"));
    assertTrue(err.toString().contains("did you mean status?"), err.toString());
    assertEquals(2, err.toString().lines().count(), err.toString());
    assertEquals(64, execute("run", "--topc-id", "3"));
    assertTrue(err.toString().contains("did you mean --topic-id?"), err.toString());
  }

  @Test
  void aWordInPlaceOfANumberIsToldWithoutJavasTypes() {
    assertEquals(64, execute("topics", "abc"));
    assertTrue(err.toString().contains("'abc' is not a whole number"), err.toString());
    assertEquals(64, execute("history", "--limit", "ten"));
    assertTrue(err.toString().contains("'ten' is not a whole number"), err.toString());
  }

  private static String completion(String form) {
    StringWriter out = new StringWriter();
    CommandLine line = Main.commandLine("completion");
    line.setOut(new PrintWriter(out, true));
    assertEquals(0, line.execute("completion", form));
    return out.toString();
  }

  @Test
  void completionOfZshServesFromItsFpathToo() {
    String text = completion("zsh");
    assertTrue(text.startsWith("#compdef dromedary"), text);
    assertTrue(text.contains("funcstack") && !text.contains("alias compopt"), text);
  }

  @Test
  void completionOfFishOffersWordsOfTheCommandOnly() {
    String when = "complete -c dromedary -n '__fish_seen_subcommand_from ";
    String text = completion("fish");
    assertTrue(text.contains(when + "wallet; and not __fish_seen_subcommand_from new "), text);
    assertTrue(text.contains(when + "history' -l state -x -a 'OPEN CLAIMED"), text);
  }

  @Test
  void completionKnowsEveryVerbInEveryForm() {
    for (String form : List.of("bash", "zsh", "fish")) {
      String text = completion(form);
      for (String verb : List.of("demo", "init", "history", "topics")) {
        assertTrue(text.contains(verb), form + " " + verb);
      }
      assertTrue(text.contains("limit"), form);
    }
  }

  @Test
  void everyCommandTellsItsVersion() {
    for (String[] words : new String[][] {{"-V"}, {"run", "-V"}, {"wallet", "new", "--version"}}) {
      StringWriter out = new StringWriter();
      CommandLine line = Main.commandLine(words);
      line.setOut(new PrintWriter(out, true));
      assertEquals(0, line.execute(words));
      assertTrue(out.toString().startsWith("dromedary "), String.join(" ", words));
    }
  }

  @Test
  void noVerbShowsUsageAndExits64() {
    assertEquals(64, execute());
  }
}
