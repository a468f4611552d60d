package daemon.page;

import chain.AlloraClient;
import chain.NetworkStanding;
import chain.model.NodeEndpoint;
import config.ProgramVersion;
import config.Settings;
import domain.TopicSpec;
import host.RecentWarnings;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import journal.JournalReader;
import ops.WorkerMetrics;
import report.JournalReport;
import report.ScoreReport;
import wiring.ComponentFactory.Components;

/** Data of the status page as fields, from memory and the journal, without a network request. */
public final class StatusPageData {
  private static final Duration SCORE_AGE = Duration.ofMinutes(1);

  private final Settings settings;
  private final Components components;
  private final Supplier<String> heartbeat;
  private final TopicFields topics;
  private final Instant started = Instant.now();
  private List<ScoreReport> scores;
  private long scoredAt;

  /**
   * @param heartbeat the newest heartbeat line
   * @param standing a worker's last known scores on the network, by topic
   */
  public StatusPageData(
      Settings settings,
      Components components,
      Supplier<String> heartbeat,
      LongFunction<Optional<NetworkStanding>> standing) {
    this.topics = new TopicFields(settings, components, standing);
    this.settings = settings;
    this.components = components;
    this.heartbeat = heartbeat;
  }

  /** State of the daemon now. */
  Map<String, Object> status() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("instance", settings.text("instance.name"));
    fields.put("version", ProgramVersion.version());
    fields.put("dry_run", settings.isDryRun());
    fields.put("speed", settings.speed());
    fields.put("started", started.toString());
    fields.put("now", components.clock().instant().toString());
    AlloraClient any = components.workers().defaultClient();
    fields.put("network", any.network().name());
    fields.put("chain_id", any.network().chainId());
    fields.put("height", any.estimatedHeight());
    fields.put("heartbeat", heartbeat.get());
    fields.put("topics", settings.topics().stream().map(topics::read).toList());
    fields.put("wallets", components.workers().allClients().stream().map(this::wallet).toList());
    fields.put("endpoints", any.network().endpoints().stream().map(this::endpoint).toList());
    fields.put("counts", counts());
    fields.put(
        "replicas",
        components.journal().leases().overview().replicas().stream()
            .map(it -> Map.of("id", it.id(), "name", it.name(), "alive", it.alive()))
            .toList());
    fields.put(
        "warnings",
        RecentWarnings.newest().stream()
            .map(it -> Map.of("at", it.at() + "", "level", it.level(), "message", it.message()))
            .toList());
    return fields;
  }

  /** The newest rows of the journal, see {@link EpochRows#toFields}. */
  Map<String, Object> epochs(String topic, String limit) {
    Map<Long, ScoreReport> byTopic =
        scores().stream().collect(Collectors.toMap(it -> it.topic().id(), it -> it));
    return new EpochRows(reader(), byTopic).toFields(topic, limit);
  }

  /** Scores of the submissions in the format of {@code score --json}. */
  Map<String, Object> score() {
    return Map.of("topics", scores().stream().map(ScoreReport::toJsonFields).toList());
  }

  /** They are computed from all rows, so they are cached for a minute. */
  private synchronized List<ScoreReport> scores() {
    if (scores == null || System.nanoTime() - scoredAt > SCORE_AGE.toNanos()) {
      Instant now = components.clock().instant();
      scores =
          settings.topics().stream()
              .filter(TopicSpec::hasMarket)
              .map(it -> ScoreReport.read(reader(), it, now, settings.lossSettings().sigma(it)))
              .toList();
      scoredAt = System.nanoTime();
    }
    return scores;
  }

  private Map<String, Object> wallet(AlloraClient allora) {
    String address = allora.workerAddress();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("address", address);
    fields.put("balance_uallo", wholeNumber(meters().gauge("balance.uallo", "worker", address)));
    fields.put("cost_uallo", wholeNumber(meters().gauge("spend.uallo", "worker", address)));
    fields.put("held", components.journal().leases().isHeld(address));
    return fields;
  }

  private Map<String, Object> endpoint(NodeEndpoint endpoint) {
    String name = endpoint.toString();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("endpoint", name);
    fields.put("healthy", gauge("endpoint.up", "endpoint", name));
    fields.put("lag_blocks", gauge("endpoint.lag.blocks", "endpoint", name));
    fields.put("calls", traffic(it -> it.networkInfo().traffic().calls(endpoint)));
    fields.put("bytes", traffic(it -> it.networkInfo().traffic().bytes(endpoint)));
    return fields;
  }

  private long traffic(ToLongFunction<AlloraClient> count) {
    return components.workers().allClients().stream().mapToLong(count).sum();
  }

  private List<Map<String, Object>> counts() {
    return reader().countOutcomes(Instant.EPOCH).stream().map(JournalReport::tallyFields).toList();
  }

  private Double gauge(String name, String tag, String of) {
    OptionalDouble level = meters().gauge(name, tag, of);
    return level.isPresent() ? level.getAsDouble() : null;
  }

  /** A gauge holds 15 digits; more would be invented. */
  private static String wholeNumber(OptionalDouble amount) {
    return amount.isPresent()
        ? new BigDecimal(amount.getAsDouble(), new MathContext(15)).toBigInteger().toString()
        : null;
  }

  private JournalReader reader() {
    return components.journal().reader();
  }

  private WorkerMetrics meters() {
    return components.meters();
  }
}
