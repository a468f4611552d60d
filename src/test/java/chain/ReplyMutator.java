package chain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Makes of a node's reply one that is nearly so: a part replaced, removed, repeated or cut off. */
final class ReplyMutator implements UnaryOperator<String> {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final List<String> STRANGE =
      List.of(
          "null",
          "true",
          "{}",
          "[]",
          "[[]]",
          "[null]",
          "\"\"",
          "\"x\\n\\u001b[2J\\u202e\"",
          "-1",
          "0",
          "7.5",
          "1e300000000",
          "\"1e300000000\"",
          "9223372036854775807",
          "\"9223372036854775808\"",
          "\"-9223372036854775808\"",
          "\"0001-01-01T00:00:00Z\"",
          "\"+999999999-12-31T23:59:59Z\"",
          "\"====\"",
          "\"" + "9".repeat(5_000) + "\"",
          "[".repeat(900) + "]".repeat(900));

  private final Random random;
  private final int percent;

  /**
   * @param percent of the replies that are changed
   */
  ReplyMutator(long seed, int percent) {
    this.random = new Random(seed);
    this.percent = percent;
  }

  @Override
  public synchronized String apply(String reply) {
    if (reply.isEmpty() || random.nextInt(100) >= percent) {
      return reply;
    }
    try {
      return random.nextInt(5) == 0 ? mutateText(reply) : mutateTree(JSON.readTree(reply));
    } catch (JsonProcessingException e) {
      return mutateText(reply);
    }
  }

  private String mutateText(String text) {
    int a = random.nextInt(text.length());
    int b = Math.min(text.length(), a + 1 + random.nextInt(40));
    return switch (random.nextInt(4)) {
      case 0 -> text.substring(0, a);
      case 1 -> text.substring(0, a) + text.substring(b);
      case 2 -> text.substring(0, b) + text.substring(a);
      default -> text.substring(0, a) + "\u0000\uffff<html>" + text.substring(b);
    };
  }

  private String mutateTree(JsonNode root) throws JsonProcessingException {
    List<JsonNode> containers = new ArrayList<>();
    collect(root, containers);
    for (int n = random.nextInt(3); n >= 0 && !containers.isEmpty(); n--) {
      JsonNode chosen = containers.get(random.nextInt(containers.size()));
      JsonNode strange = JSON.readTree(STRANGE.get(random.nextInt(STRANGE.size())));
      if (chosen.isEmpty()) {
        continue;
      }
      if (chosen instanceof ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        replace(object, names.get(random.nextInt(names.size())), strange);
      } else {
        replace((ArrayNode) chosen, random.nextInt(chosen.size()), strange);
      }
    }
    return root.toString();
  }

  private void replace(ObjectNode object, String name, JsonNode strange) {
    if (random.nextInt(6) == 0) {
      object.remove(name);
    } else {
      object.set(name, strange);
    }
  }

  private void replace(ArrayNode array, int index, JsonNode strange) {
    if (random.nextInt(6) == 0) {
      array.add(array.get(index));
    } else {
      array.set(index, strange);
    }
  }

  /** Objects and arrays that are not empty. */
  private static void collect(JsonNode node, List<JsonNode> to) {
    if (node.isContainerNode() && !node.isEmpty()) {
      to.add(node);
      node.forEach(it -> collect(it, to));
    }
  }
}
