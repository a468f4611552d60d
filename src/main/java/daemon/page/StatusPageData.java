package daemon.page;

import base.BoundedNumbers;
import chain.AlloraClient;
import chain.model.NodeEndpoint;
import config.ProgramVersion;
import config.Settings;
import domain.TopicSpec;
import domain.WindowKey;
import host.RecentWarnings;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import ops.WorkerMetrics;
import report.HistoryRows;
import report.JournalReport;
import report.ScoreReport;
import wiring.ComponentFactory.Components;

/** What the page shows, as fields: from memory and the journal, never by asking the network. */
public final class StatusPageData {
  private static final int USUAL_ROWS = 300;
  private static final int MOST_ROWS = 2000;

  private final Settings settings;
  private final Components components;
  private final Supplier<String> heartbeat;
  private final Instant started = Instant.now();

  /**
   * @param heartbeat the newest beat's words
   */
  public StatusPageData(Settings settings, Components components, Supplier<String> heartbeat) {
    this.settings = settings;
    this.components = components;
    this.heartbeat = heartbeat;
  }

  /** How everything stands now. */
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
    fields.put("topics", settings.topics().stream().map(this::topicFields).toList());
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

  /**
   * Rows of the journal as {@code history --json} has them, newest first.
   *
   * @throws IllegalArgumentException if a parameter is no number, or beyond its bounds
   */
  Map<String, Object> epochs(String topic, String limit) {
    Long only = topic == null ? null : (Long) BoundedNumbers.parseLong(topic);
    long rows = limit == null ? USUAL_ROWS : BoundedNumbers.parseLong(limit);
    if (rows < 1 || rows > MOST_ROWS) {
      throw new IllegalArgumentException("limit must be from 1 to " + MOST_ROWS);
    }
    List<Entry> entries = reader().findLatest(new EntryFilter(only, null, null, null), (int) rows);
    return Map.of("rows", entries.stream().map(withNetworkInference(entries)).toList());
  }

  /** What the network made of a window's submissions, where it was written down. */
  private Function<Entry, Map<String, Object>> withNetworkInference(List<Entry> entries) {
    Map<String, Map<Long, Double>> known = new HashMap<>();
    entries.stream()
        .map(Entry::key)
        .forEach(
            it ->
                known.computeIfAbsent(
                    it.chainId() + it.topic(),
                    any -> reader().networkInferences(it.chainId(), it.topic())));
    return entry -> {
      WindowKey key = entry.key();
      Map<String, Object> fields = rowFields(entry);
      fields.put("network_inference", known.get(key.chainId() + key.topic()).get(key.nonce()));
      return fields;
    };
  }

  /** What submissions were worth, as {@code score --json} has it. */
  Map<String, Object> score() {
    Instant now = components.clock().instant();
    return Map.of(
        "topics",
        settings.topics().stream()
            .filter(TopicSpec::hasMarket)
            .map(it -> ScoreReport.read(reader(), it, now).toJsonFields())
            .toList());
  }

  private Map<String, Object> topicFields(TopicSpec topic) {
    AlloraClient allora = components.workers().forTopic(topic.id());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic.id());
    fields.put("pair", topic.pair());
    fields.put("target", topic.target().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("horizon_seconds", topic.horizon().toSeconds());
    fields.put("worker", allora.workerAddress());
    fields.put(
        "next_window_seconds",
        allora
            .windowPoller()
            .estimateUntilNextWindow(topic.id())
            .map(Duration::toSeconds)
            .orElse(null));
    fields.put("data_age_seconds", gauge("data.age.seconds", "topic", topic.id() + ""));
    fields.put("registered", gauge("registered", "topic", topic.id() + ""));
    Optional<Entry> newest =
        reader().findLatest(new EntryFilter(topic.id(), null, null, null), 1).stream().findFirst();
    fields.put("window", newest.map(StatusPageData::rowFields).orElse(null));
    return fields;
  }

  private static Map<String, Object> rowFields(Entry entry) {
    Map<String, Object> fields = HistoryRows.toFields(entry);
    fields.put("closes_at", entry.window().closesAt().toString());
    return fields;
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

  private static String wholeNumber(OptionalDouble amount) {
    return amount.isPresent()
        ? new BigDecimal(amount.getAsDouble()).toBigInteger().toString()
        : null;
  }

  private JournalReader reader() {
    return components.journal().reader();
  }

  private WorkerMetrics meters() {
    return components.meters();
  }
}
