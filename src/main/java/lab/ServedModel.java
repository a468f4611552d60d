package lab;

import domain.Candles;
import domain.FeatureVector;
import domain.Target;
import domain.TopicSpec;
import features.FeatureSet;
import features.Series;
import inference.Artifact;
import inference.Manifest;
import inference.Predictor;
import java.nio.file.Path;
import java.time.Duration;

/**
 * An artifact as a contestant, through the code that serves it in production. Its parameters are
 * fixed, so only origins after the end of its training data say anything about it.
 */
public final class ServedModel implements Contestant, AutoCloseable {
  private static final long ANY_TOPIC = 1;

  private final Manifest manifest;
  private final Predictor predictor;

  private ServedModel(Manifest manifest, Predictor predictor) {
    this.manifest = manifest;
    this.predictor = predictor;
  }

  /**
   * @param state private directory for checked copies
   * @throws domain.Failure.Wait when the artifact is not good, or made for another horizon or pair
   */
  public static ServedModel open(Path artifact, Path state, String pair, int horizonHours) {
    Target target = Artifact.read(artifact).manifest().target();
    TopicSpec topic = new TopicSpec(ANY_TOPIC, target, pair, Duration.ofHours(horizonHours));
    Predictor predictor = new Predictor(artifact, state);
    try {
      return new ServedModel(predictor.ready(topic), predictor);
    } catch (RuntimeException e) {
      predictor.close();
      throw e;
    }
  }

  @Override
  public String name() {
    return manifest.name();
  }

  /** First row at which all features exist. */
  public int firstRow() {
    return features().minimum() - 1;
  }

  /** Whether it makes use of the part of the return that has already happened. */
  public boolean takesKnownReturn() {
    return manifest.features().contains("known_return");
  }

  /** Its features of the newest candle. */
  public FeatureVector features(Candles candles, double knownReturn) {
    return features().at(candles, Duration.ofHours(manifest.horizonHours()), knownReturn);
  }

  /** One answer in the target's own unit. */
  public double predict(FeatureVector row) {
    return predictor.predict(row);
  }

  @Override
  public double[] predict(Trial trial) {
    return predict(trial, trial.series());
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

  private double[] predict(Trial trial, Series series) {
    double[] answers = predictor.predict(features().rows(series, trial.from(), trial.to()));
    if (manifest.target() == Target.PRICE) {
      double[] closes = trial.history().closes();
      for (int i = 0; i < answers.length; i++) {
        answers[i] = Math.log(answers[i] / closes[trial.from() + i]);
      }
    }
    return answers;
  }

  private static Series firstHourKnown(Trial trial) {
    double[] known = new double[trial.history().size()];
    for (int t = 0; t < known.length - 1; t++) {
      known[t] = trial.series().change(t + 1, 1);
    }
    return Series.of(trial.history().closes(), known);
  }

  private FeatureSet features() {
    return FeatureSet.of(manifest.features());
  }

  @Override
  public void close() {
    predictor.close();
  }
}
