import cli.Main;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.asciidoctor.Asciidoctor;
import org.asciidoctor.Attributes;
import org.asciidoctor.Options;
import org.asciidoctor.SafeMode;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.codegen.docgen.manpage.ManPageGenerator;

/**
 * Writes a man page of every command into a folder: picocli makes AsciiDoc, Asciidoctor makes roff
 * of it. The build runs this file from source, so that neither library becomes a dependency.
 */
final class ManPages {
  private static final Map<String, String> EXIT_CODES =
      UsageMessageSpec.keyValuesMap(
          "0:done",
          "1:failed",
          "2:an operator must act",
          "64:wrong usage",
          "65:model or data file unusable",
          "69:network or provider unreachable",
          "75:no window open now",
          "77:key or permission missing or wrong",
          "78:configuration wrong or incomplete");

  private ManPages() {}

  /** Takes the folder for the pages, and the time of the build. */
  public static void main(String[] args) throws IOException {
    CommandLine root = Main.commandLine();
    root.getCommandSpec()
        .usageMessage()
        .exitCodeListHeading("Exit status")
        .exitCodeList(EXIT_CODES);
    moveExamplesToSection(root);
    Path drafts = Files.createTempDirectory("man");
    ManPageGenerator.generateManPage(
        drafts.toFile(), null, new boolean[0], true, root.getCommandSpec());
    convert(drafts, Files.createDirectories(Path.of(args[0])), args[1].replaceFirst("T.*", ""));
  }

  /** The generator knows footers with a heading only, and would join their lines. */
  private static void moveExamplesToSection(CommandLine command) {
    UsageMessageSpec usage = command.getCommandSpec().usageMessage();
    String examples =
        Stream.of(usage.footer())
            .map(it -> it.replaceFirst("^Examples?:", "").strip())
            .filter(it -> !it.isEmpty())
            .collect(Collectors.joining("\n"));
    usage.footerHeading("Examples").footer("....", examples, "....");
    command.getSubcommands().values().forEach(ManPages::moveExamplesToSection);
  }

  private static void convert(Path drafts, Path to, String date) throws IOException {
    Options options =
        Options.builder()
            .backend("manpage")
            .safe(SafeMode.UNSAFE)
            .toDir(to.toFile())
            .attributes(Attributes.builder().attribute("docdate", date).build())
            .build();
    List<File> pages;
    try (Stream<Path> files = Files.list(drafts)) {
      pages = files.map(Path::toFile).sorted().toList();
    }
    try (Asciidoctor asciidoctor = Asciidoctor.Factory.create()) {
      for (File page : pages) {
        asciidoctor.convertFile(page, options);
        Files.delete(page.toPath());
      }
    }
    Files.delete(drafts);
  }
}
