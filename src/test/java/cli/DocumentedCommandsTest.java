package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Every command line that help or a page shows is one that the program takes. */
class DocumentedCommandsTest {
  private static final Pattern CODE =
      Pattern.compile(
          "`(?:[A-Z_]+=\\S+ )*(?:\\./)?dromedary ([^`]*)`|^(?:[A-Z_]+=\\S+ )*(?:\\./)?dromedary"
              + " (.*)",
          Pattern.MULTILINE);

  private static final CommandLine PROGRAM = Main.commandLine();

  @Test
  void helpOfEachCommandHasExamplesThatParse() {
    List<String> problems = new ArrayList<>();
    commands(PROGRAM).forEach(it -> examineHelp(it.getCommandSpec(), problems));
    assertEquals(List.of(), problems);
  }

  private static void examineHelp(CommandSpec command, List<String> problems) {
    List<String> examples =
        Stream.of(command.usageMessage().footer())
            .map(it -> it.replaceFirst("^Examples?:", "").strip())
            .filter(it -> !it.isEmpty())
            .toList();
    if (examples.isEmpty()) {
      problems.add(command.qualifiedName() + " has no example");
    }
    command.options().stream()
        .filter(it -> !it.hidden() && it.arity().max() > 0 && it.paramLabel().startsWith("<"))
        .forEach(it -> problems.add(command.qualifiedName() + ": no label of " + it.longestName()));
    for (String example : examples) {
      if (!example.contains(command.qualifiedName())) {
        problems.add(command.qualifiedName() + " shows another command: " + example);
      }
      PROGRAM.parseArgs(words(example.replaceFirst("^.*\\bdromedary ", "")));
    }
  }

  @Test
  void everyCommandOfPagesAndMessagesParses() throws IOException {
    List<String> problems = new ArrayList<>();
    for (String place : List.of("README.md", "CONTRIBUTING.md", "docs", "deploy", "src/main")) {
      try (Stream<Path> files = Files.walk(Path.of(place))) {
        for (Path file :
            files.filter(it -> it.toString().matches(".*\\.(md|yaml|service|java)")).toList()) {
          findUnknownCommands(file, problems);
        }
      }
    }
    assertEquals(List.of(), problems);
  }

  private static void findUnknownCommands(Path page, List<String> problems) throws IOException {
    CODE.matcher(Files.readString(page))
        .results()
        .map(it -> it.group(1) == null ? it.group(2) : it.group(1))
        .forEach(
            command -> {
              try {
                PROGRAM.parseArgs(words(command));
              } catch (MissingParameterException e) {
                // Text may name a verb without what it takes.
              } catch (ParameterException e) {
                problems.add(page + ": " + command + ": " + e.getMessage());
              }
            });
  }

  @Test
  void aWrongOptionOfAPageIsFound(@TempDir Path folder) throws IOException {
    List<String> problems = new ArrayList<>();
    String text = "Ask `dromedary status --jsn` or\n\nTOKEN=a ./dromedary statsu\n";
    findUnknownCommands(Files.writeString(folder.resolve("page.md"), text), problems);
    assertEquals(2, problems.size(), problems::toString);
  }

  private static Stream<CommandLine> commands(CommandLine from) {
    return Stream.concat(
        Stream.of(from),
        from.getSubcommands().values().stream().flatMap(DocumentedCommandsTest::commands));
  }

  /** Without comment, pipe and what a shell takes for itself, and with a number for N. */
  private static String[] words(String command) {
    return command
        .replaceFirst("\\)?\\s+(#|\\||>|&&|2>).*", "")
        .replace("\"", "")
        .replaceAll("\\bN\\b", "67")
        .strip()
        .split("\\s+");
  }
}
