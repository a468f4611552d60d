package devnet.block;

import devnet.block.ChainBlock.DeliveredTx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The latest few thousand included transactions, by hash. */
public final class TxIndex {
  /** A subscription's query: conditions joined by AND, each on one key of a message's events. */
  public record EventQuery(String text, List<EventCondition> conditions) {
    private static final Pattern CONDITION =
        Pattern.compile(
            "\\s*([\\w.]+)\\s*(?:(=|CONTAINS)\\s*(?:'((?:[^'\\\\]|\\\\.)*)'|(\\d+))|(EXISTS))\\s*");

    /** With the operator EXISTS the value is empty and any value matches. */
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
          throw new IllegalArgumentException("failed to parse query: " + part);
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
      return conditions.stream()
          .allMatch(it -> it.matches(events.getOrDefault(it.key(), List.of())));
    }
  }

  private static final int KEPT = 20_000;
  private final Map<String, DeliveredTx> byHash = new HashMap<>();
  private final ArrayDeque<DeliveredTx> inOrder = new ArrayDeque<>();

  synchronized void add(DeliveredTx result) {
    byHash.put(result.txHash(), result);
    inOrder.addFirst(result);
    if (inOrder.size() > KEPT) {
      byHash.remove(inOrder.removeLast().txHash());
    }
  }

  public synchronized Optional<DeliveredTx> find(String hash) {
    return Optional.ofNullable(byHash.get(hash));
  }

  /** The kept transactions whose events match the query. */
  public synchronized List<DeliveredTx> search(EventQuery query, boolean newestFirst) {
    List<DeliveredTx> found = new ArrayList<>();
    inOrder.stream().filter(it -> query.matches(it.eventValuesByKey())).forEach(found::add);
    if (!newestFirst) {
      Collections.reverse(found);
    }
    return found;
  }

  synchronized void clear() {
    byHash.clear();
    inOrder.clear();
  }
}
