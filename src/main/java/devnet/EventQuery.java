package devnet;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subscription's query: conditions joined by AND, each on one key of a message's events. */
record EventQuery(String text, List<Condition> conditions) {
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\s*([\\w.]+)\\s*(?:(=|CONTAINS)\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|(\\d+))|(EXISTS))\\s*");

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
        throw new JsonRpcException(-32603, "failed to parse query: " + part);
      }
      conditions.add(condition(match));
    }
    return new EventQuery(text, List.copyOf(conditions));
  }

  private static Condition condition(Matcher match) {
    if (match.group(5) != null) {
      return new Condition(match.group(1), "EXISTS", "");
    }
    String number = match.group(4);
    String value = number == null ? match.group(3).replace("\\\"", "\"") : number;
    return new Condition(match.group(1), match.group(2), value);
  }

  boolean matches(Map<String, List<String>> events) {
    return conditions.stream().allMatch(it -> it.holds(events.getOrDefault(it.key(), List.of())));
  }
}
