package daemon.page;

import chain.AlloraClient;
import chain.NetworkStanding;
import chain.model.TopicInfo;
import config.Settings;
import domain.Role;
import domain.TopicSpec;
import inference.artifact.ModelManifest;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongFunction;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import report.StandingReport;
import routes.topic.TopicPlan;
import routes.topic.TopicPlan.ModelLocation;
import wiring.ComponentFactory.Components;

/** One topic on the page: its target, its windows in each role, its model, its scores. */
final class TopicFields {
  private final Settings settings;
  private final Components components;
  private final LongFunction<Optional<NetworkStanding>> standing;

  /**
   * @param standing a worker's last known scores on the network, by topic
   */
  TopicFields(
      Settings settings, Components components, LongFunction<Optional<NetworkStanding>> standing) {
    this.settings = settings;
    this.components = components;
    this.standing = standing;
  }

  Map<String, Object> read(TopicSpec topic) {
    AlloraClient allora = components.workers().forTopic(topic.id());
    Optional<TopicInfo> info = allora.knownTopicInfo(topic.id());
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", topic.id());
    fields.put("title", info.map(TopicInfo::metadata).orElse(null));
    fields.put("pair", topic.pair());
    fields.put("target", topic.target().name().toLowerCase(Locale.ROOT).replace('_', '-'));
    fields.put("horizon_seconds", topic.horizon().toSeconds());
    fields.put("worker", allora.workerAddress());
    fields.put("roles", settings.roles(topic.id()).stream().map(Role::label).toList());
    Duration block = allora.estimatedBlockTime();
    fields.put(
        "epoch_seconds",
        info.map(it -> block.multipliedBy(it.epochLength()).toSeconds()).orElse(null));
    fields.put("block_seconds", block.toMillis() / 1000.0);
    fields.put(
        "next_window_seconds",
        allora
            .pollTiming()
            .estimateUntilNextWindow(topic.id())
            .map(Duration::toSeconds)
            .orElse(null));
    fields.put("data_age_seconds", gauge("data.age.seconds", topic));
    fields.put("registered", gauge("registered", topic));
    fields.put("model", model(topic).map(TopicFields::modelFields).orElse(null));
    fields.put("windows", windows(topic));
    fields.put("network", standing.apply(topic.id()).map(it -> judged(it, allora)).orElse(null));
    return fields;
  }

  /** The newest row of each role. */
  private List<Map<String, Object>> windows(TopicSpec topic) {
    List<Map<String, Object>> rows = new ArrayList<>();
    for (Role role : settings.roles(topic.id())) {
      List<Entry> newest = journal().findLatest(EntryFilter.ofRole(topic.id(), role), 1);
      newest.forEach(it -> rows.add(EpochRows.toFields(it)));
    }
    return rows;
  }

  private Optional<ModelManifest> model(TopicSpec topic) {
    return components.plans().stream()
        .filter(it -> it.spec().id() == topic.id())
        .map(TopicPlan::model)
        .filter(ModelLocation.Local.class::isInstance)
        .flatMap(it -> ((ModelLocation.Local) it).predictor().knownManifest().stream())
        .findFirst();
  }

  private static Map<String, Object> modelFields(ModelManifest model) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", model.name());
    fields.put("sha256", model.sha256());
    fields.put("trained_until", model.trainingEnd().map(Instant::toString).orElse(null));
    return fields;
  }

  private Map<String, Object> judged(NetworkStanding it, AlloraClient allora) {
    Optional<BigInteger> fee =
        journal().averageFeePerAccepted(allora.network().chainId(), allora.workerAddress());
    return new StandingReport(it, fee).toJsonFields();
  }

  private Double gauge(String name, TopicSpec topic) {
    OptionalDouble level = components.meters().gauge(name, "topic", topic.id() + "");
    return level.isPresent() ? level.getAsDouble() : null;
  }

  private JournalReader journal() {
    return components.journal().reader();
  }
}
