package devnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subscription's query: conditions joined by AND, each on one key of a message's events. */
record EventQuery(String text, List<Condition> conditions) {
  private static final Pattern CONDITION =
      Pattern.compile("\\s*([\\w.]+)\\s*(?:(=|CONTAINS)\\s*'((?:[^'\\\\]|\\\\.)*)'|(EXISTS))\\s*");

  /** An empty value with EXISTS holds for any value. */
  private record Condition(String key, String operator, String value) {
    boolean holds(List<String> values) {
      return switch (operator) {
        case "=" -> values.contains(value);
        case "CONTAINS" -> values.stream().anyMatch(it -> it.contains(value));
        default -> !values.isEmpty();
      };
    }
  }

  static EventQuery parse(String text) {
    List<Condition> conditions = new ArrayList<>();
    for (String part : text.split(" AND ")) {
      Matcher match = CONDITION.matcher(part);
      if (!match.matches()) {
        throw new RpcApi.RpcError(-32603, "failed to parse query: " + part);
      }
      boolean exists = match.group(4) != null;
      String value = exists ? "" : match.group(3).replace("\\\"", "\"");
      conditions.add(new Condition(match.group(1), exists ? "EXISTS" : match.group(2), value));
    }
    return new EventQuery(text, List.copyOf(conditions));
  }

  boolean matches(Map<String, List<String>> events) {
    return conditions.stream().allMatch(it -> it.holds(events.getOrDefault(it.key(), List.of())));
  }

  /** Whether it could ever concern this kind of message. */
  boolean asksFor(String kind) {
    return conditions.stream()
        .anyMatch(it -> it.key().equals("tm.event") && it.value().equals(kind));
  }
}
