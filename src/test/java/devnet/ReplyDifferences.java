package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Where two JSON replies differ in fields, types, lengths of lists, error codes and texts. */
final class ReplyDifferences {
  /** Their words count, beside their type: an error's and a transaction's outcome. */
  private static final Set<String> WORDS =
      Set.of("code", "codespace", "message", "log", "raw_log", "@type");

  private final List<String> found = new ArrayList<>();

  static List<String> between(JsonNode recorded, JsonNode simulated) {
    ReplyDifferences differences = new ReplyDifferences();
    differences.compare("", recorded, simulated);
    return differences.found;
  }

  private void compare(String at, JsonNode recorded, JsonNode simulated) {
    if (recorded.getNodeType() != simulated.getNodeType()) {
      found.add(at + ": " + recorded.getNodeType() + " is " + simulated.getNodeType());
    } else if (recorded.isObject()) {
      compareFields(at, recorded, simulated);
    } else if (recorded.isArray()) {
      compareItems(at, recorded, simulated);
    } else if (isWorded(at) && !shape(recorded).equals(shape(simulated))) {
      found.add(at + ": " + recorded + " is " + simulated);
    } else if (recorded.isTextual()
        && recorded.asText().isEmpty() != simulated.asText().isEmpty()) {
      found.add(at + ": " + recorded + " is " + simulated);
    }
  }

  private void compareFields(String at, JsonNode recorded, JsonNode simulated) {
    Set<String> names = new TreeSet<>();
    recorded.fieldNames().forEachRemaining(names::add);
    simulated.fieldNames().forEachRemaining(names::add);
    for (String name : names) {
      if (!recorded.has(name)) {
        found.add(at + "/" + name + ": not on a real node");
      } else if (!simulated.has(name)) {
        found.add(at + "/" + name + ": missing");
      } else {
        compare(at + "/" + name, recorded.get(name), simulated.get(name));
      }
    }
  }

  private void compareItems(String at, JsonNode recorded, JsonNode simulated) {
    if (recorded.size() != simulated.size()) {
      found.add(at + ": " + recorded.size() + " entries are " + simulated.size());
    }
    for (int i = 0; i < Math.min(recorded.size(), simulated.size()); i++) {
      compare(at + "/" + i, recorded.get(i), simulated.get(i));
    }
  }

  private static boolean isWorded(String at) {
    return at.startsWith("/error")
        || at.contains("events/") && at.matches(".*/(type|key)")
        || WORDS.contains(at.substring(at.lastIndexOf('/') + 1));
  }

  /** Without what is another on every chain: public keys, hashes, addresses and heights. */
  private static String shape(JsonNode text) {
    return text.asText()
        .replaceAll("allo1[0-9a-z]{38}", "ADDRESS")
        .replaceAll("[A-Za-z0-9+/]{43}=", "KEY")
        .replaceAll("\\d{3,}", "#");
  }
}
