package inference;

import base.Sha256Hex;
import domain.Provenance;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.DataOrigin;
import domain.market.FeatureVector;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Topics and rows that the tests of this room share. */
public final class InferenceSamples {
  public static final TopicSpec TOPIC = topic(PredictionTarget.LOG_RETURN, "btcusd", 168);
  public static final Instant NOW = Instant.parse("2025-08-31T23:00:00Z");
  public static final Provenance PROVENANCE =
      new Provenance(new DataOrigin.SimulatedMarket("test"), NOW, 1200, "in", "model", "code");

  private InferenceSamples() {}

  public static TopicSpec topic(PredictionTarget target, String pair, int hours) {
    return new TopicSpec(67, target, pair, Duration.ofHours(hours));
  }

  public static FeatureVector row(Instant asOf, double... values) {
    List<String> names = names(values.length);
    return row(names, asOf, values);
  }

  static FeatureVector row(List<String> names, Instant asOf, double... values) {
    List<Double> boxed = DoubleStream.of(values).boxed().toList();
    return new FeatureVector(names, boxed, Sha256Hex.ofLines(names), asOf, 0.05);
  }

  static List<String> names(int width) {
    return IntStream.range(0, width).mapToObj(i -> "f" + i).toList();
  }
}
