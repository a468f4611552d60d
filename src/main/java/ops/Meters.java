package ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Dromedary's own figures beside Camel's; docs/METRICS.md says what healthy looks like. */
public final class Meters {
  private static final Duration[] BUCKETS =
      IntStream.of(5, 15, 30, 60, 120, 300, 900, 1800, 3600)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> levels = new ConcurrentHashMap<>();

  public Meters() {
    this(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  Meters(MeterRegistry registry) {
    this.registry = registry;
  }

  /** The registry for Camel to scrape from; typed loosely since only this room knows Micrometer. */
  public Object registry() {
    return registry;
  }

  /** Counts an epoch that has been closed, e.g. {@code accepted} or {@code missed}. */
  public void epoch(long topic, String outcome) {
    Counter.builder("dromedary.epochs")
        .description("Epochs closed, by outcome")
        .tag("topic", Long.toString(topic))
        .tag("outcome", outcome)
        .register(registry)
        .increment();
  }

  /** Time from the window's opening to the broadcast. */
  public void mark(long topic, Duration sinceOpen) {
    Timer.builder("dromedary.mark")
        .description("Window open to broadcast")
        .tag("topic", Long.toString(topic))
        .publishPercentileHistogram(false)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(sinceOpen);
  }

  /** Sets a level that is shown as it is, e.g. {@code journal.open}. */
  public void level(String name, double value) {
    set(name, Tags.empty(), value);
  }

  /** The same for one of several, e.g. {@code registered} of {@code topic} 67. */
  public void level(String name, String tag, String of, double value) {
    set(name, Tags.of(tag, of), value);
  }

  private void set(String name, Tags tags, double value) {
    levels
        .computeIfAbsent(name + tags, key -> gauge(name, tags))
        .set(Double.doubleToLongBits(value));
  }

  private AtomicLong gauge(String name, Tags tags) {
    AtomicLong level = new AtomicLong();
    Gauge.builder("dromedary." + name, level, it -> Double.longBitsToDouble(it.get()))
        .tags(tags)
        .register(registry);
    return level;
  }
}
