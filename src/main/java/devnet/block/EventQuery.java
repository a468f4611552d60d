package devnet.block;

import devnet.api.JsonRpcException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A subscription's query: conditions joined by AND, each on one key of a message's events. */
public record EventQuery(String text, List<EventCondition> conditions) {
  private static final Pattern CONDITION =
      Pattern.compile(
          "\\s*([\\w.]+)\\s*(?:(=|CONTAINS)\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|(\\d+))|(EXISTS))\\s*");

  /** An empty value with EXISTS holds for any value. */
  private record EventCondition(String key, String operator, String value) {
    boolean matches(List<String> values) {
      return switch (operator) {
        case "=" -> values.contains(value);
        case "CONTAINS" -> values.stream().anyMatch(it -> it.contains(value));
        default -> !values.isEmpty();
      };
    }
  }

  public static EventQuery parse(String text) {
    List<EventCondition> conditions = new ArrayList<>();
    for (String part : text.split(" AND ")) {
      Matcher match = CONDITION.matcher(part);
      if (!match.matches()) {
        throw new JsonRpcException(-32603, "failed to parse query: " + part);
      }
      conditions.add(condition(match));
    }
    return new EventQuery(text, List.copyOf(conditions));
  }

  private static EventCondition condition(Matcher match) {
    if (match.group(5) != null) {
      return new EventCondition(match.group(1), "EXISTS", "");
    }
    String number = match.group(4);
    String value = number == null ? match.group(3).replace("\\\"", "\"") : number;
    return new EventCondition(match.group(1), match.group(2), value);
  }

  public boolean matches(Map<String, List<String>> events) {
    return conditions.stream().allMatch(it -> it.matches(events.getOrDefault(it.key(), List.of())));
  }
}
