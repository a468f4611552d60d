package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** The pages that the build has put into the archive. */
@Tag("process")
class ManPagesTest {
  private static final Path FOLDER = Path.of("target", "man", "man1");

  @Test
  void eachCommandHasAPageWithItsOptionsAndExamples() throws IOException {
    List<String> problems = new ArrayList<>();
    int pages = examine(Main.commandLine(), problems);
    assertEquals(List.of(), problems);
    try (Stream<Path> files = Files.list(FOLDER)) {
      assertEquals(pages, files.count());
    }
  }

  private static int examine(CommandLine command, List<String> problems) throws IOException {
    CommandSpec spec = command.getCommandSpec();
    String name = spec.qualifiedName("-");
    String page = Files.readString(FOLDER.resolve(name + ".1")).replace("\\-", "-");
    List<String> expected =
        new ArrayList<>(List.of(".SH \"EXAMPLES\"", spec.qualifiedName() + " "));
    spec.options().stream()
        .filter(it -> !it.hidden())
        .forEach(it -> expected.add(it.longestName() + "\\fP"));
    expected.stream()
        .filter(it -> !page.contains(it))
        .forEach(it -> problems.add(name + " lacks " + it));
    int pages = 1;
    for (CommandLine below : command.getSubcommands().values()) {
      pages += examine(below, problems);
    }
    return pages;
  }
}
