package ops;

import static java.util.Map.entry;

import domain.Role;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/** Dromedary's own figures beside Camel's; docs/metrics.md says what healthy looks like. */
public final class WorkerMetrics implements AutoCloseable {
  private static final Duration[] BUCKETS =
      IntStream.of(5, 15, 30, 60, 120, 300, 900, 1800, 3600)
          .mapToObj(Duration::ofSeconds)
          .toArray(Duration[]::new);

  /** What docs/metrics.md says at length. */
  static final Map<String, String> WORDS =
      Map.ofEntries(
          entry("chain.height", "Newest block that a node in step knows"),
          entry("journal.open", "Claims whose outcome is not known yet"),
          entry("endpoints.healthy", "Endpoints that reply, on the right chain and in sync"),
          entry("endpoint.up", "Whether this endpoint is one of them"),
          entry("endpoint.calls", "Requests to this endpoint"),
          entry("endpoint.bytes", "Bytes to and from this endpoint"),
          entry("endpoint.lag.blocks", "Blocks behind the best endpoint"),
          entry("wallet.held", "Whether this replica holds the lease of the wallet"),
          entry("replicas.alive", "Replicas that share the journal and live"),
          entry("database.lag.seconds", "Time the journal's server took, or has not answered for"),
          entry("balance.uallo", "Balance of the wallet"),
          entry("spend.uallo", "Fees paid for each accepted inference of late"),
          entry("runway.epochs", "Epochs the balance lasts for"),
          entry("registered", "Whether the worker is registered in the topic"),
          entry("last.accepted.nonce", "Newest nonce whose inference was read back"),
          entry("epochs.since.accepted", "Full epochs since the last accepted window opened"),
          entry("network.score", "Newest score: what the network would have lost without us"),
          entry("network.score.ema", "Running mean of the score"),
          entry("network.score.threshold", "Running mean of the last worker in the set"),
          entry("network.rank", "Rank of the newest score, from 1"),
          entry("network.regret", "Running advantage over the network's inference"),
          entry("network.reward.uallo", "Paid for the newest epoch that paid anybody"),
          entry("data.age.seconds", "Age of the newest candle behind the last value"));

  private final MeterRegistry registry;
  private final Map<String, AtomicLong> levels = new ConcurrentHashMap<>();
  private final Map<String, AtomicLong> counts = new ConcurrentHashMap<>();
  private final JvmGcMetrics collections = new JvmGcMetrics();

  /** The registry itself would let them be collected, and show 0 for ever. */
  private final List<LongSupplier> watched = new CopyOnWriteArrayList<>();

  public WorkerMetrics() {
    this(new PrometheusMeterRegistry(PrometheusConfig.DEFAULT));
  }

  WorkerMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /** Shows the process as well: its memory, collections, load and uptime. */
  public WorkerMetrics withProcessMetrics() {
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return this;
  }

  /** The registry for Camel to scrape from; typed loosely since only this room knows Micrometer. */
  public Object registry() {
    return registry;
  }

  /** Counts an epoch that has been closed, e.g. {@code accepted} or {@code missed}. */
  public void countEpoch(Role role, long topic, String outcome) {
    epochCounter(role, topic, outcome).increment();
  }

  /** Shows an outcome as 0 before its first time, or nobody could see that it rose to 1. */
  public void registerOutcome(Role role, long topic, String outcome) {
    epochCounter(role, topic, outcome);
  }

  private Counter epochCounter(Role role, long topic, String outcome) {
    return Counter.builder("dromedary.epochs")
        .description("Epochs closed, by outcome")
        .tag("topic", Long.toString(topic))
        .tag("role", role.label())
        .tag("outcome", outcome)
        .register(registry);
  }

  /** Time from the window's opening to the broadcast. */
  public void recordTimeToBroadcast(Role role, long topic, Duration sinceOpen) {
    Timer.builder("dromedary.mark")
        .description("Window open to broadcast")
        .tag("topic", Long.toString(topic))
        .tag("role", role.label())
        .publishPercentileHistogram(false)
        .serviceLevelObjectives(BUCKETS)
        .register(registry)
        .record(sinceOpen);
  }

  /**
   * Counts for boards made for the offchain node, under its names and labels: {@code
   * inference_request}, {@code forecast_request} or {@code truth_request}, {@code data_build},
   * {@code chain_submission}, {@code process_finished}.
   */
  public void countOffchainEvent(Role role, String what, String address, long topic) {
    Tags tags = Tags.of("address", address, "topic", Long.toString(topic));
    String name = "allora_" + role.label() + "_" + what + "_count";
    counts.computeIfAbsent(name + tags, key -> registerCounter(name, tags)).incrementAndGet();
  }

  private AtomicLong registerCounter(String name, Tags tags) {
    AtomicLong count = new AtomicLong();
    Gauge.builder(name, count, AtomicLong::get)
        .description("As the offchain node counts it")
        .tags(tags)
        .register(registry);
    return count;
  }

  /** Shows a count that is kept elsewhere, e.g. {@code endpoint.calls} of an {@code endpoint}. */
  public void watchCount(String name, String tag, String of, LongSupplier count) {
    watched.add(count);
    FunctionCounter.builder("dromedary." + name, count, LongSupplier::getAsLong)
        .description(WORDS.get(name))
        .tag(tag, of)
        .register(registry);
  }

  /** Sets a level that is shown as it is, e.g. {@code journal.open}. */
  public void setGauge(String name, double value) {
    storeGauge(name, Tags.empty(), value);
  }

  /** The same for one of several, e.g. {@code registered} of {@code topic} 67. */
  public void setGauge(String name, String tag, String of, double value) {
    storeGauge(name, Tags.of(tag, of), value);
  }

  /** The level as it was set last; empty before the first time. */
  public OptionalDouble gauge(String name) {
    return readGauge(name + Tags.empty());
  }

  /** The same of one of several. */
  public OptionalDouble gauge(String name, String tag, String of) {
    return readGauge(name + Tags.of(tag, of));
  }

  private OptionalDouble readGauge(String key) {
    AtomicLong level = levels.get(key);
    return level == null
        ? OptionalDouble.empty()
        : OptionalDouble.of(Double.longBitsToDouble(level.get()));
  }

  private void storeGauge(String name, Tags tags, double value) {
    levels
        .computeIfAbsent(name + tags, key -> registerGauge(name, tags))
        .set(Double.doubleToLongBits(value));
  }

  private AtomicLong registerGauge(String name, Tags tags) {
    AtomicLong level = new AtomicLong();
    Gauge.builder("dromedary." + name, level, it -> Double.longBitsToDouble(it.get()))
        .description(WORDS.get(name))
        .tags(tags)
        .register(registry);
    return level;
  }

  @Override
  public void close() {
    collections.close();
  }
}
