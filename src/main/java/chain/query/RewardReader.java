package chain.query;

import base.BoundedNumbers;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.NodeEndpoint;
import chain.node.Node;
import chain.node.NodePool;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.FailureReason;
import domain.Role.Task;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import java.util.stream.LongStream;

/**
 * Reads what members of a topic were paid when an epoch was closed. Only the events of that block
 * say it, and only CometBFT's own port shows those.
 */
public final class RewardReader {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NodePool nodes;

  public RewardReader(NodePool nodes) {
    this.nodes = nodes;
  }

  /**
   * Whole uallo by address for each task; an empty map where the block paid nobody of it.
   *
   * @param height of the block that closed the epoch
   * @return empty where no RPC node tells the events of that block
   */
  public Optional<Map<Task, Map<String, BigInteger>>> readPaid(long topic, long height) {
    return readEvents(height)
        .map(
            events -> {
              Map<Task, Map<String, BigInteger>> paid = new EnumMap<>(Task.class);
              for (Task task : Task.values()) {
                paid.put(task, parse(topic, events, task));
              }
              return paid;
            });
  }

  private Optional<NodeReply> readEvents(long height) {
    for (Node node : nodes.monitor().nodesInSync(NodeEndpoint.Protocol.RPC)) {
      try {
        NodeReply reply =
            nodes.httpClient().get(node.endpoint(), "/block_results?height=" + height);
        if (reply.field("result").isObject()) {
          return Optional.of(reply);
        }
      } catch (NodeUnavailableException unavailable) {
        node.recordFailure(unavailable.getMessage(), unavailable.retryAfter());
      }
    }
    return Optional.empty();
  }

  /** Heights of the blocks that closed the newest epochs, back to the first known one. */
  public static List<Long> closingHeights(
      long newest, long epochLength, int most, LongPredicate known) {
    return LongStream.range(0, most)
        .map(i -> newest - i * epochLength)
        .takeWhile(it -> it > 0 && !known.test(it))
        .boxed()
        .toList();
  }

  /**
   * What a worker was paid as inferer and as forecaster. Old blocks that no node shows any more are
   * left out; after a block that is not shown though older ones are, nothing is read: it may be
   * shown later.
   *
   * @param heights newest first
   * @throws Failure.Retry if no node tells of any of the blocks
   */
  public SortedMap<Long, BigInteger> readEarnings(long topic, String worker, List<Long> heights) {
    SortedMap<Long, BigInteger> earned = new TreeMap<>();
    for (int i = heights.size() - 1; i >= 0; i--) {
      Optional<BigInteger> paid = readEvents(heights.get(i)).map(it -> paidTo(worker, topic, it));
      if (paid.isEmpty() && !earned.isEmpty()) {
        break;
      }
      if (paid.isPresent()) {
        earned.put(heights.get(i), paid.get());
      }
    }
    if (earned.isEmpty() && !heights.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_ENDPOINT,
          "no rpc endpoint tells what block " + heights.get(0) + " paid; name one that does");
    }
    return earned;
  }

  private static BigInteger paidTo(String worker, long topic, NodeReply events) {
    return parse(topic, events, Task.INFERENCE)
        .getOrDefault(worker, BigInteger.ZERO)
        .add(parse(topic, events, Task.FORECAST).getOrDefault(worker, BigInteger.ZERO));
  }

  private static Map<String, BigInteger> parse(long topic, NodeReply reply, Task task) {
    String actor = "ACTOR_TYPE_" + task.actor().toUpperCase(Locale.ROOT);
    Map<String, BigInteger> paid = new LinkedHashMap<>();
    for (JsonNode event : reply.field("result", "finalize_block_events")) {
      Map<String, String> attributes = attributes(event);
      if (event.path("type").asText().endsWith(".EventRewardsSettled")
          && unquoted(attributes, "topic_id").equals(Long.toString(topic))
          && unquoted(attributes, "actor_type").startsWith(actor)) {
        JsonNode inferers = list(reply, attributes.get("addresses"));
        JsonNode rewards = list(reply, attributes.get("rewards"));
        for (int i = 0; i < Math.min(inferers.size(), rewards.size()); i++) {
          String reward = reply.decimalText(rewards.get(i), "reward");
          paid.put(inferers.get(i).asText(), BoundedNumbers.parseDecimal(reward).toBigInteger());
        }
      }
    }
    return paid;
  }

  private static Map<String, String> attributes(JsonNode event) {
    Map<String, String> attributes = new HashMap<>();
    event
        .path("attributes")
        .forEach(it -> attributes.put(it.path("key").asText(), it.path("value").asText()));
    return attributes;
  }

  private static String unquoted(Map<String, String> attributes, String key) {
    return attributes.getOrDefault(key, "").replace("\"", "");
  }

  /** Attribute values are JSON in a text. */
  private static JsonNode list(NodeReply reply, String text) {
    try {
      return JSON.readTree(text == null ? "[]" : text);
    } catch (JacksonException e) {
      throw new NodeUnavailableException(reply.endpoint(), "shows rewards that are no list");
    }
  }
}
