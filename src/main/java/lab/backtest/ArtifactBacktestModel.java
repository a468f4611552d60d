package lab.backtest;

import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import domain.market.FeatureVector;
import features.FeatureSet;
import inference.ModelLimits;
import inference.Predictor;
import inference.artifact.DefaultReturnFormula;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;

/**
 * An artifact in a backtest, predicted by the code that serves it in production. Its parameters are
 * fixed, so only origins after the end of its training data are a test.
 */
public final class ArtifactBacktestModel implements BacktestModel, AutoCloseable {
  private static final long ANY_TOPIC = 1;
  private static final String KNOWN = "known_return";

  /** What exp and log leave of the price itself is no direction. */
  private static final double ROUNDING = 1e-13;

  private final String name;
  private final Served served;
  private final FeatureSet features;
  private final String pair;

  /** Null where the default predictor is evaluated by its formula. */
  private final Predictor predictor;

  private Answers answers;

  private ArtifactBacktestModel(String name, Served served, String pair, Predictor predictor) {
    this.name = name;
    this.served = served;
    this.features = FeatureSet.forModel(served.features());
    this.pair = pair;
    this.predictor = predictor;
  }

  /** What of a manifest matters here; to check a whole one Java loads its cryptography. */
  private record Served(
      List<String> features,
      PredictionTarget target,
      Duration horizon,
      String pair,
      String trainedUntil) {
    static Served of(ModelManifest it) {
      return new Served(it.features(), it.target(), it.horizon(), it.pair(), it.trainedUntil());
    }
  }

  /** Features and predictions of the origins of a range. */
  private record Answers(BacktestRange trial, double[][] rows, double[] predictions) {}

  /**
   * Opens an artifact.
   *
   * @param name its name in the comparison
   * @param state private directory for validated copies
   * @param pair pair of the candles, which may differ from that of the artifact
   * @throws domain.Failure.Retry if the artifact is not valid
   */
  public static ArtifactBacktestModel open(String name, Path artifact, Path state, String pair) {
    ModelManifest manifest = ModelArtifact.read(artifact).manifest();
    TopicSpec topic =
        new TopicSpec(
            ANY_TOPIC,
            manifest.target(),
            manifest.pair() == null ? pair : manifest.pair(),
            manifest.horizon());
    Predictor predictor = new Predictor(artifact, state, ModelLimits.OF_ONES_OWN);
    try {
      Served served = Served.of(predictor.refreshAndValidate(topic));
      return new ArtifactBacktestModel(name, served, pair, predictor);
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  /**
   * The default predictor by its formula, which agrees with its file to 1e-12, so that a backtest
   * of it starts no engine.
   */
  public static ArtifactBacktestModel ofDefaultFormula(String pair) {
    Served served =
        new Served(
            DefaultReturnFormula.FEATURES,
            PredictionTarget.LOG_RETURN,
            DefaultReturnFormula.HORIZON,
            null,
            null);
    return new ArtifactBacktestModel("default", served, pair, null);
  }

  @Override
  public String name() {
    return name;
  }

  public Duration horizon() {
    return served.horizon();
  }

  private Duration step() {
    return TopicSpec.candleStep(served.horizon());
  }

  /** First row that has all features. */
  public int firstRow() {
    return features.minBars(step()) - 1;
  }

  @Override
  public List<String> warnings(BacktestRange range) {
    List<String> warnings = new ArrayList<>();
    if (served.pair() != null && !served.pair().equals(pair)) {
      warnings.add(
          "OTHER MARKET: '%s' was made for %s, these candles are %s."
              .formatted(name(), served.pair(), pair));
    }
    int seen =
        served.trainedUntil() == null
            ? 0
            : range.history().rowAt(Instant.parse(served.trainedUntil())) - range.from();
    if (seen > 0) {
      warnings.add(
          "SEEN BEFORE: '%s' was trained on targets up to %s, so %d of %d origins show nothing; use --from %2$s."
              .formatted(
                  name(), served.trainedUntil(), Math.min(seen, range.size()), range.size()));
    }
    return warnings;
  }

  /**
   * Whether its features hold the part of the return that has already happened, which the daemon
   * only looks up for hourly candles.
   */
  public boolean usesKnownReturn() {
    return served.features().contains(KNOWN) && step().equals(TopicSpec.HOUR);
  }

  /** Features of the newest candle. */
  public FeatureVector features(CandleSeries candles, double knownReturn) {
    return features.latestRow(candles, served.horizon(), knownReturn);
  }

  /** The prediction of one row, in the target's own unit. */
  public double predict(FeatureVector row) {
    return predictor == null
        ? DefaultReturnFormula.evaluate(row.toArray())
        : predictor.predict(row);
  }

  @Override
  public double[] predict(BacktestRange range) {
    return answers(range).predictions();
  }

  /**
   * The same model given the return of the first hour after the origin, as inside an open window.
   * It predicts otherwise only if its features hold {@code known_return}.
   */
  public BacktestModel withFirstHourKnown() {
    return new BacktestModel() {
      @Override
      public String name() {
        return name + " + first hour known";
      }

      @Override
      public double[] predict(BacktestRange range) {
        return predictor == null
            ? defaultWithFirstHourKnown(range)
            : ArtifactBacktestModel.this.predict(range, rowsWithFirstHourKnown(range));
      }
    };
  }

  private double[] predict(BacktestRange range, double[][] inputs) {
    double[] predictions =
        predictor == null
            ? Arrays.stream(inputs).mapToDouble(DefaultReturnFormula::evaluate).toArray()
            : predictor.predict(inputs);
    if (served.target() == PredictionTarget.PRICE) {
      double[] closes = range.history().closes();
      for (int i = 0; i < predictions.length; i++) {
        double move = Math.log(predictions[i] / closes[range.from() + i]);
        predictions[i] = Math.abs(move) < ROUNDING ? 0 : move;
      }
    }
    return predictions;
  }

  /** Kept for the next call with the same range. */
  private synchronized Answers answers(BacktestRange range) {
    if (answers == null || answers.trial() != range) {
      double[][] rows = features.rows(range.series(), range.from(), range.to());
      answers = new Answers(range, rows, predict(range, rows));
    }
    return answers;
  }

  /** The default formula adds what is known to a trend that is the same without it. */
  private double[] defaultWithFirstHourKnown(BacktestRange range) {
    double[] predictions = answers(range).predictions().clone();
    for (int i = 0; i < firstHoursKnown(range); i++) {
      predictions[i] += range.series().logReturn(range.from() + i + 1, 1);
    }
    return predictions;
  }

  private static int firstHoursKnown(BacktestRange range) {
    return Math.min(range.to(), range.history().size() - 1) - range.from();
  }

  private double[][] rowsWithFirstHourKnown(BacktestRange range) {
    int column = served.features().indexOf(KNOWN);
    double[][] known = answers(range).rows().clone();
    for (int i = 0; i < firstHoursKnown(range); i++) {
      known[i] = known[i].clone();
      known[i][column] = range.series().logReturn(range.from() + i + 1, 1);
    }
    return known;
  }

  @Override
  public void close() {
    if (predictor != null) {
      predictor.close();
    }
  }
}
