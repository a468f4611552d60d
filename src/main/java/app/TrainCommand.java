package app;

import base.ExitCode;
import domain.Candle;
import domain.Candles;
import features.FeatureSet;
import inference.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import lab.BoostSettings;
import lab.BoostTraining;
import lab.Boosting;
import lab.DefaultFormula;
import lab.RidgeTraining;
import lab.TrainingRows;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes an artifact from a candle file; a running daemon takes it over when it is replaced. */
@Command(
    name = "train",
    description = "Make a model from a candle file and write it as an artifact.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TrainCommand implements Callable<Integer> {
  /** The methods there are. */
  enum Kind {
    DEFAULT,
    RIDGE,
    XGBOOST
  }

  @Spec private CommandSpec spec;
  @Mixin private CandleOptions candles;

  @Option(
      names = "--kind",
      defaultValue = "ridge",
      description = "${COMPLETION-CANDIDATES} (${DEFAULT-VALUE})")
  private Kind kind;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "where the artifact goes; files of an older one are replaced")
  private Path out;

  @Option(
      names = "--horizon",
      defaultValue = "168",
      paramLabel = "HOURS",
      description = "length of the return to predict (${DEFAULT-VALUE})")
  private int horizon;

  @Option(
      names = "--features",
      split = ",",
      defaultValue = "mom_168h,mom_336h,mom_672h,trend_480h,trend_1200h,sigma_168h",
      description = "names in order, or the sets default or predecessor (${DEFAULT-VALUE})")
  private List<String> features;

  @Option(
      names = "--until",
      converter = CandleOptions.Moment.class,
      paramLabel = "TIME",
      description = "bars from this time on stay unseen, for a backtest (the end of the file)")
  private Instant until;

  @Option(
      names = "--penalty",
      defaultValue = "1",
      description = "ridge: shrinkage, above 0 (${DEFAULT-VALUE})")
  private double penalty;

  @Option(names = "--rounds", defaultValue = "300", description = "xgboost (${DEFAULT-VALUE})")
  private int rounds;

  @Option(names = "--depth", defaultValue = "4", description = "xgboost (${DEFAULT-VALUE})")
  private int depth;

  @Option(names = "--eta", defaultValue = "0.05", description = "xgboost (${DEFAULT-VALUE})")
  private double eta;

  @Option(names = "--seed", defaultValue = "67", description = "xgboost (${DEFAULT-VALUE})")
  private long seed;

  @Option(
      names = "--amplitude",
      defaultValue = "0.10",
      description = "default: size of the trend term (${DEFAULT-VALUE})")
  private double amplitude;

  @Override
  public Integer call() throws IOException {
    try {
      Manifest made = make();
      spec.commandLine().getErr().printf("%s%n%s: %s%n", made.madeBy(), out, made.sha256());
      return ExitCode.OK;
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private Manifest make() throws IOException {
    return switch (kind) {
      case DEFAULT -> DefaultFormula.write(out, amplitude);
      case RIDGE -> RidgeTraining.write(out, rows(), penalty);
      case XGBOOST ->
          BoostTraining.write(out, rows(), new BoostSettings(rounds, depth, eta, seed), boosting());
    };
  }

  private TrainingRows rows() {
    FeatureSet set =
        features.size() == 1 && !features.get(0).contains("_")
            ? FeatureSet.named(features.get(0))
            : FeatureSet.of(features);
    return TrainingRows.of(seen(candles.read()), set, horizon);
  }

  private Candles seen(Candles all) {
    if (until == null) {
      return all;
    }
    List<Candle> bars = all.bars().stream().filter(bar -> bar.time().isBefore(until)).toList();
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("no bar of the file starts before " + until);
    }
    return new Candles(all.pair(), all.step(), all.origin(), bars);
  }

  private Boosting boosting() {
    return new Boosting(
        Jvm.home().resolve("lab-lib"), line -> spec.commandLine().getErr().println(line));
  }
}
