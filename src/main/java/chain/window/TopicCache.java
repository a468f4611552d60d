package chain.window;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.Timeouts;
import chain.model.TopicInfo;
import chain.model.TopicInfo.LabelRules;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import domain.Failure;
import domain.FailureReason;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Reads topics and keeps what it read for an hour, or less where the chain surprises or no epoch
 * has begun. What is new is asked of all nodes, as rows are written by the length of an epoch.
 */
public final class TopicCache {
  private record CachedTopic(TopicInfo info, long readAt) {}

  private final NodePool nodes;
  private final EmissionsQueries queries;
  private final Timeouts timeouts;
  private final Map<Long, CachedTopic> kept = new ConcurrentHashMap<>();

  public TopicCache(NodePool nodes, EmissionsQueries queries, Timeouts timeouts) {
    this.nodes = nodes;
    this.queries = queries;
    this.timeouts = timeouts;
  }

  /**
   * @throws domain.Failure.Stop if there is no such topic
   */
  public TopicInfo cachedTopic(long topic) {
    CachedTopic known = kept.get(topic);
    if (known == null || isOutdated(known)) {
      known = new CachedTopic(readTopic(topic), timeouts.nanoTime());
      kept.put(topic, known);
    }
    return known.info();
  }

  /** One that has not begun may begin with any block, and tells its rhythm from then on. */
  private boolean isOutdated(CachedTopic known) {
    return known.info().hasBegun()
        ? timeouts.nanoTime() - known.readAt() > timeouts.hourlyFactsTtl().toNanos()
        : !nodes.monitor().isWithinBlock(known.readAt());
  }

  /** As it was read last, without a request. */
  public Optional<TopicInfo> knownTopic(long topic) {
    return Optional.ofNullable(kept.get(topic)).map(CachedTopic::info);
  }

  /**
   * The chain says something else than the topic lets expect: it may have changed. What is known
   * stays to be compared with, since it decides between two nodes that differ.
   */
  void expireSoon(long topic) {
    long now = timeouts.nanoTime();
    long expired = now - timeouts.hourlyFactsTtl().toNanos() - 1;
    long old = now - timeouts.slowFactsTtl().toNanos();
    kept.computeIfPresent(
        topic,
        (id, known) -> known.readAt() - old < 0 ? new CachedTopic(known.info(), expired) : known);
  }

  /** As the chain says it now. */
  public TopicInfo readTopic(long topic) {
    NodeReply reply = queries.get("/topics/" + topic, this::parseReachedTopic);
    if (reply.isNotFound() && isMissing(topic)) {
      throw TopicInfo.unknownTopicFailure(topic, nodes.monitor().chainId());
    }
    TopicInfo told =
        parseReachedTopic(reply.isOk() ? reply : queries.getRequired("/topics/" + topic));
    CachedTopic known = kept.get(topic);
    return known != null && known.info().hasBegun() && told.continues(known.info())
        ? told
        : agreedTopic(told, Optional.ofNullable(known).map(CachedTopic::info));
  }

  /** What most nodes tell; of as many, what was known. */
  private TopicInfo agreedTopic(TopicInfo first, Optional<TopicInfo> known) {
    List<TopicInfo> told =
        queries.askEach(
            "/topics/" + first.id(),
            it -> Optional.of(it).filter(NodeReply::isOk).map(this::parseReachedTopic));
    long most = told.stream().mapToLong(it -> countLike(it, told)).max().orElse(0);
    List<TopicInfo> agreed = told.stream().filter(it -> countLike(it, told) == most).toList();
    if (!told.isEmpty() && 2 * most <= told.size() && known.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_ENDPOINT, "nodes contradict each other about topic " + first.id());
    }
    return agreed.stream()
        .filter(it -> known.isPresent() && it.continues(known.get()))
        .findFirst()
        .orElse(agreed.isEmpty() ? first : agreed.get(0));
  }

  private static long countLike(TopicInfo topic, List<TopicInfo> told) {
    return told.stream().filter(it -> it.continues(topic) || topic.continues(it)).count();
  }

  /** According to every node that answers: the program ends over it. */
  private boolean isMissing(long topic) {
    String path = queries.currentVersion().restPrefix() + "/topic_exists/" + topic;
    List<NodeReply> told =
        nodes.askEach(
            it ->
                Optional.of(nodes.httpClient().get(it, path))
                    .filter(r -> r.field("exists").isBoolean()));
    return !told.isEmpty() && told.stream().noneMatch(it -> it.booleanField("exists"));
  }

  /** An epoch that is said to have ended above the node's height would fill the journal. */
  private TopicInfo parseReachedTopic(NodeReply reply) {
    TopicInfo topic = parseTopic(reply);
    long height = reply.blockHeight() > 0 ? reply.blockHeight() : nodes.monitor().height();
    if (topic.newestNonce() > height) {
      throw new NodeUnavailableException(
          reply.endpoint(),
          "answered with an epoch that ended at %d, above its height %d"
              .formatted(topic.newestNonce(), height));
    }
    return topic;
  }

  public static TopicInfo parseTopic(NodeReply reply) {
    NodeReply topic = new NodeReply(reply.endpoint(), reply.status(), reply.field("topic"));
    if (topic.longField("epoch_length") < 1) {
      throw new NodeUnavailableException(reply.endpoint(), "answered with an epoch of no blocks");
    }
    return new TopicInfo(
        topic.longField("id"),
        topic.textField("metadata"),
        topic.longField("epoch_length"),
        topic.longField("worker_submission_window"),
        topic.longField("ground_truth_lag"),
        topic.textField("loss_method"),
        topic.longField("epoch_last_ended"),
        parseLabelRules(topic),
        !reply.field("effective_revenue").asText().equals("0"));
  }

  private static LabelRules parseLabelRules(NodeReply topic) {
    if (!topic.field("output_arity").asText("").endsWith("_MULTI")) {
      return LabelRules.SCALAR;
    }
    List<String> whitelist = new ArrayList<>();
    topic.field("label_whitelist").forEach(it -> whitelist.add(it.asText()));
    return new LabelRules(
        true,
        topic.field("require_unity").asBoolean(),
        decimal(topic, "unity_tolerance"),
        (int) Math.min(Integer.MAX_VALUE, topic.longFieldOrZero("max_labels_per_submission")),
        whitelist,
        decimal(topic, "label_default_value"),
        topic.field("label_case_sensitive").asBoolean());
  }

  private static BigDecimal decimal(NodeReply topic, String name) {
    String text = topic.field(name).asText("");
    return text.isEmpty()
        ? BigDecimal.ZERO
        : BoundedNumbers.parseDecimal(topic.decimalText(topic.field(name), name));
  }
}
