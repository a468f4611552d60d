package cli.model;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import features.FeatureNamesFile;
import features.FeatureSet;
import features.PythonExport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a features file means, here and in Python. */
@Command(
    name = "features",
    description = "Check a features file, or print the Python that computes the same.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary features check features.json"})
public final class FeaturesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    spec.commandLine().usage(spec.commandLine().getErr());
    return ExitStatus.USAGE;
  }

  @Command(
      name = "check",
      description = "Print each column's definition, the schema hash and the candles needed.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: dromedary features check features.json"})
  int check(@Parameters(paramLabel = "FILE", description = "the features file") Path file) {
    FeatureSet set = FeatureSet.of(read(file));
    set.names().forEach(spec.commandLine().getOut()::println);
    spec.commandLine()
        .getOut()
        .println("columns: %d, schema %s".formatted(set.names().size(), set.schemaHash()));
    spec.commandLine().getOut().println(candlesNeeded(set) + " before the first row");
    if (!set.pairs().isEmpty()) {
      String pairs = String.join(", ", set.pairs());
      spec.commandLine().getOut().println("beside the topic's own pair they read " + pairs);
    }
    return ExitStatus.OK;
  }

  private static String candlesNeeded(FeatureSet set) {
    String minutes = set.minBars(Duration.ofMinutes(1)) + " candles of a minute";
    try {
      return "%d hours of candles, or %s for a horizon below an hour, are needed"
          .formatted(set.minBars(), minutes);
    } catch (IllegalArgumentException e) {
      return minutes + " are needed";
    }
  }

  @Command(
      name = "python",
      description = "Print a pandas function that computes these features.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example: dromedary features python features.json > features.py"})
  int python(@Parameters(paramLabel = "FILE", description = "the features file") Path file) {
    spec.commandLine().getOut().print(PythonExport.toPython(read(file)));
    spec.commandLine().getOut().flush();
    return ExitStatus.OK;
  }

  private static List<String> read(Path file) {
    List<String> names = FeatureNamesFile.readNames(file);
    try {
      return FeatureSet.of(names).names();
    } catch (IllegalArgumentException e) {
      throw new Failure.Stop(
          FailureReason.FEATURES, ExitStatus.UNUSABLE_DATA, file + ": " + e.getMessage(), e);
    }
  }
}
