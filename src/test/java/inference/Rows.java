package inference;

import domain.FeatureVector;
import domain.Origin;
import domain.Provenance;
import domain.Target;
import domain.TopicSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Topics and rows that the tests of this room share. */
final class Rows {
  static final TopicSpec TOPIC = topic(Target.LOG_RETURN, "btcusd", 168);
  static final Instant NOW = Instant.parse("2025-08-31T23:00:00Z");
  static final Provenance PROVENANCE =
      new Provenance(new Origin.Simulated("test"), NOW, 1200, "in", "model", "code");

  private Rows() {}

  static TopicSpec topic(Target target, String pair, int hours) {
    return new TopicSpec(67, target, pair, Duration.ofHours(hours));
  }

  static FeatureVector row(Instant asOf, double... values) {
    List<String> names = names(values.length);
    return row(names, asOf, values);
  }

  static FeatureVector row(List<String> names, Instant asOf, double... values) {
    List<Double> boxed = DoubleStream.of(values).boxed().toList();
    return new FeatureVector(names, boxed, Sha256.ofNames(names), asOf, 0.05);
  }

  static List<String> names(int width) {
    return IntStream.range(0, width).mapToObj(i -> "f" + i).toList();
  }
}
