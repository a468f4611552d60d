package lab;

import domain.Candles;
import domain.FeatureVector;
import domain.Target;
import domain.TopicSpec;
import features.FeatureSet;
import inference.Artifact;
import inference.Manifest;
import inference.Predictor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * An artifact as a contestant, through the code that serves it in production. Its parameters are
 * fixed, so only origins after the end of its training data say anything about it.
 */
public final class ServedModel implements Contestant, AutoCloseable {
  private static final long ANY_TOPIC = 1;
  private static final String KNOWN = "known_return";

  private final Manifest manifest;
  private final FeatureSet features;
  private final String pair;
  private final Predictor predictor;
  private Rows rows;

  private ServedModel(Manifest manifest, String pair, Predictor predictor) {
    this.manifest = manifest;
    this.features = FeatureSet.served(manifest.features());
    this.pair = pair;
    this.predictor = predictor;
  }

  /** Features of a trial's origins. */
  private record Rows(Trial trial, double[][] values) {}

  /**
   * @param state private directory for checked copies
   * @param pair market it is tried on, which may be another than it was made for
   * @throws domain.Failure.Wait when the artifact is not good
   */
  public static ServedModel open(Path artifact, Path state, String pair) {
    Manifest manifest = Artifact.read(artifact).manifest();
    TopicSpec topic =
        new TopicSpec(
            ANY_TOPIC,
            manifest.target(),
            manifest.pair() == null ? pair : manifest.pair(),
            Duration.ofHours(manifest.horizonHours()));
    Predictor predictor = new Predictor(artifact, state);
    try {
      return new ServedModel(predictor.ready(topic), pair, predictor);
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return manifest.name();
  }

  public int horizonHours() {
    return manifest.horizonHours();
  }

  /** First row at which all features exist. */
  public int firstRow() {
    return features.minimum() - 1;
  }

  @Override
  public List<String> remarks(Trial trial) {
    List<String> remarks = new ArrayList<>();
    if (manifest.pair() != null && !manifest.pair().equals(pair)) {
      remarks.add(
          "OTHER MARKET: '%s' was made for %s, these candles are %s."
              .formatted(name(), manifest.pair(), pair));
    }
    int seen = manifest.seenUntil().map(trial.history()::row).orElse(0) - trial.from();
    if (seen > 0) {
      remarks.add(
          "SEEN BEFORE: '%s' was trained on targets up to %s, so %d of %d origins show nothing; use --from %2$s."
              .formatted(
                  name(), manifest.trainedUntil(), Math.min(seen, trial.size()), trial.size()));
    }
    return remarks;
  }

  /** Whether it makes use of the part of the return that has already happened. */
  public boolean takesKnownReturn() {
    return manifest.features().contains(KNOWN);
  }

  /** Its features of the newest candle. */
  public FeatureVector features(Candles candles, double knownReturn) {
    return features.at(candles, Duration.ofHours(manifest.horizonHours()), knownReturn);
  }

  /** One answer in the target's own unit. */
  public double predict(FeatureVector row) {
    return predictor.predict(row);
  }

  @Override
  public double[] predict(Trial trial) {
    return predict(trial, rows(trial));
  }

  /**
   * The same model told what the first hour after the origin brought, as it may be inside an open
   * window. Only where the features hold {@code known_return} does that make a difference.
   */
  public Contestant knowingTheFirstHour() {
    return new Contestant() {
      @Override
      public String name() {
        return manifest.name() + " + first hour known";
      }

      @Override
      public double[] predict(Trial trial) {
        return ServedModel.this.predict(trial, firstHourKnown(trial));
      }
    };
  }

  private double[] predict(Trial trial, double[][] inputs) {
    double[] answers = predictor.predict(inputs);
    if (manifest.target() == Target.PRICE) {
      double[] closes = trial.history().closes();
      for (int i = 0; i < answers.length; i++) {
        answers[i] = Math.log(answers[i] / closes[trial.from() + i]);
      }
    }
    return answers;
  }

  /** Kept for the next question about the same trial. */
  private synchronized double[][] rows(Trial trial) {
    if (rows == null || !rows.trial().equals(trial)) {
      rows = new Rows(trial, features.rows(trial.series(), trial.from(), trial.to()));
    }
    return rows.values();
  }

  private double[][] firstHourKnown(Trial trial) {
    int column = manifest.features().indexOf(KNOWN);
    double[][] known = Arrays.stream(rows(trial)).map(double[]::clone).toArray(double[][]::new);
    for (int i = 0; i < known.length && trial.from() + i + 1 < trial.history().size(); i++) {
      known[i][column] = trial.series().change(trial.from() + i + 1, 1);
    }
    return known;
  }

  @Override
  public void close() {
    predictor.close();
  }
}
