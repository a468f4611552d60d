package cli.model;

import base.ExitStatus;
import base.TemporaryFolders;
import inference.artifact.DefaultReturnFormula;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import lab.bench.FuzzRun;
import lab.bench.PredictorBenchmark;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Measures time and memory of an artifact, and tests damaged copies of it. */
@Command(
    name = "bench",
    description =
        "Measure time and memory of an artifact, and run damaged copies through the daemon's"
            + " loader.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary model bench model --damaged 100"})
final class ModelBenchCommand implements Callable<Integer> {
  private static final Duration LIMIT = Duration.ofSeconds(20);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      arity = "0..*",
      description = "artifacts, only read; the default predictor when none is named")
  private List<Path> directories = List.of();

  @Option(
      names = "--damaged",
      defaultValue = "0",
      paramLabel = "FILES",
      description =
          "damaged and hostile files to try, spread over the artifacts (${DEFAULT-VALUE})")
  private int damaged;

  @Override
  public Integer call() throws IOException {
    Path scratch = TemporaryFolders.create("dromedary-bench");
    try {
      List<Path> all = directories.isEmpty() ? List.of(writeDefaultModel(scratch)) : directories;
      for (int i = 0; i < all.size(); i++) {
        print(
            all.get(i)
                + ": "
                + PredictorBenchmark.measure(all.get(i), scratch.resolve("watch" + i)));
      }
      if (damaged > 0) {
        tryDamagedCopies(all, scratch);
      }
      return ExitStatus.OK;
    } finally {
      TemporaryFolders.deleteRecursively(scratch);
    }
  }

  private void tryDamagedCopies(List<Path> all, Path scratch) throws IOException {
    FuzzRun.FuzzResult sum = new FuzzRun.FuzzResult(0, 0);
    for (int i = 0; i < all.size(); i++) {
      int files = damaged * (i + 1) / all.size() - damaged * i / all.size();
      try (FuzzRun fuzzRun = new FuzzRun(all.get(i), scratch.resolve("ordeal" + i), LIMIT)) {
        sum = sum.plus(fuzzRun.run(files, this::print));
      }
      print(sum);
    }
    print("this process survived them all and predicts as before");
  }

  private void print(FuzzRun.FuzzResult result) {
    print(
        "%d damaged files: %d refused by name, %d unharmed"
            .formatted(result.refused() + result.harmless(), result.refused(), result.harmless()));
  }

  private void print(String line) {
    spec.commandLine().getOut().println(line);
  }

  private static Path writeDefaultModel(Path scratch) throws IOException {
    DefaultReturnFormula.write(scratch.resolve("default"));
    return scratch.resolve("default");
  }
}
