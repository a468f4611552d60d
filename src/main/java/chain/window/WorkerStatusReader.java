package chain.window;

import chain.http.NodeReply;
import chain.model.EmissionsVersion;
import chain.model.Timeouts;
import chain.model.TopicInfo;
import chain.node.EmissionsQueries;
import domain.Role;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks how topic and worker stand: in one question where the network serves it, else put together
 * from several. What would keep the worker from submitting is asked of all nodes.
 */
public final class WorkerStatusReader {
  private final EmissionsQueries queries;
  private final String worker;
  private final Timeouts timeouts;

  /**
   * As told last; on v5 it is asked again only after an hour, before the topic's first epoch and
   * where the worker may not submit.
   */
  private final Map<Long, CachedStatus> latest = new ConcurrentHashMap<>();

  private record CachedStatus(WorkerStatus status, long readAt) {}

  public WorkerStatusReader(EmissionsQueries queries, String worker, Timeouts timeouts) {
    this.queries = queries;
    this.timeouts = timeouts;
    this.worker = worker;
  }

  WorkerStatus readStatus(TopicInfo topic) {
    Optional<WorkerStatus> kept = keptStatus(topic.id()).filter(WorkerStatus::isEligible);
    if (queries.currentVersion() == EmissionsVersion.V5 && topic.hasBegun() && kept.isPresent()) {
      return kept.get();
    }
    WorkerStatus now = readFromOneQuery(topic).orElseGet(() -> readFromSeparateQueries(topic));
    latest.put(topic.id(), new CachedStatus(now, timeouts.nanoTime()));
    return now;
  }

  private Optional<WorkerStatus> keptStatus(long topic) {
    long now = timeouts.nanoTime();
    return Optional.ofNullable(latest.get(topic))
        .filter(it -> now - it.readAt() < timeouts.hourlyFactsTtl().toNanos())
        .map(CachedStatus::status);
  }

  /** Empty where the network does not serve it. */
  private Optional<WorkerStatus> readFromOneQuery(TopicInfo topic) {
    if (queries.currentVersion() == EmissionsVersion.V5) {
      return Optional.empty();
    }
    String path = "/worker_submission_window_status/" + topic.id() + "?address=" + worker;
    NodeReply reply = queries.get(path, WorkerStatus::parse);
    return Optional.of(reply)
        .filter(NodeReply::isOk)
        .map(WorkerStatus::parse)
        .map(it -> isExpected(it, topic) ? it : secondOpinion(path, it, topic));
  }

  private boolean isExpected(WorkerStatus status, TopicInfo topic) {
    return status.isEligible()
        && (!status.open() || status.lastHeight() == expectedEnd(status, topic));
  }

  private long expectedEnd(WorkerStatus status, TopicInfo topic) {
    return queries.currentVersion().windowLastHeight(status.nonce(), topic.windowLength());
  }

  /** The expected one if a node tells it; none of them is worse than the first. */
  private WorkerStatus secondOpinion(String path, WorkerStatus first, TopicInfo topic) {
    return queries
        .askEach(path, it -> Optional.of(it).filter(NodeReply::isOk).map(WorkerStatus::parse))
        .stream()
        .filter(it -> isExpected(it, topic))
        .findFirst()
        .orElse(first);
  }

  public String workerAddress() {
    return worker;
  }

  public boolean isTopicActive(long topic) {
    return readFlag("/is_topic_active/" + topic, "is_active");
  }

  private boolean isRegistered(long topic) {
    return isRegistered(topic, Role.WORKER);
  }

  public boolean isRegistered(long topic, Role role) {
    String path = "/" + role.label() + "_registered/" + topic + "/" + worker;
    return readFlag(path, "is_registered");
  }

  /** Whether it is registered as a worker, as it was told within the hour by the way. */
  public boolean wasRegisteredLately(long topic) {
    return keptStatus(topic).map(WorkerStatus::registered).orElseGet(() -> isRegistered(topic));
  }

  /** Account that gets what this worker earns; the worker itself, unless it was registered so. */
  public String ownerAddress() {
    String owner = queries.get("/worker/" + worker).field("node_info", "owner").asText();
    return owner.isEmpty() ? worker : owner;
  }

  /** Always so on v5, which knows no whitelist. */
  public boolean isWhitelisted(long topic, Role role) {
    String name = "can_submit_" + role.label() + "_payload";
    return queries.currentVersion() == EmissionsVersion.V5
        || readFlag("/" + name + "/" + topic + "/" + worker, name);
  }

  private boolean isWhitelisted(long topic) {
    return isWhitelisted(topic, Role.WORKER);
  }

  /** Whether a node says so. */
  private boolean readFlag(String path, String name) {
    return queries.getRequired(path).booleanField(name)
        || queries.askEach(path, it -> Optional.of(it.booleanField(name))).contains(Boolean.TRUE);
  }

  private WorkerStatus readFromSeparateQueries(TopicInfo topic) {
    return new WorkerStatus(
        false,
        0,
        0,
        readNextWindowHeight(topic),
        isRegistered(topic.id()),
        isWhitelisted(topic.id()),
        isTopicActive(topic.id()));
  }

  private long readNextWindowHeight(TopicInfo topic) {
    NodeReply reply =
        queries.get(
            "/next_churning_block_by_topic_id/" + topic.id(),
            it -> it.longFieldOrZero("block_height"));
    long told = reply.isOk() ? reply.longFieldOrZero("block_height") : 0;
    return told > 0 ? told : topic.newestNonce() + topic.epochLength();
  }
}
