package devnet.tx;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * An event of a block.
 *
 * @param attributes texts as the chain publishes them: typed events carry JSON texts, so a number
 *     keeps its quotes inside the string
 */
public record ChainEvent(String type, Map<String, String> attributes) {
  /** A typed event: every value is wrapped into JSON quotes. */
  public static ChainEvent typed(String type, Object... pairs) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(pairs[i].toString(), "\"" + pairs[i + 1] + "\"");
    }
    return new ChainEvent(type, attributes);
  }

  public static ChainEvent untyped(String type, Object... pairs) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return new ChainEvent(type, attributes);
  }

  /** Attribute values by {@code type.key}, for event queries. */
  public static Map<String, List<String>> valuesByKey(List<ChainEvent> events) {
    Map<String, List<String>> keyed = new LinkedHashMap<>();
    for (ChainEvent event : events) {
      event
          .attributes()
          .forEach(
              (key, text) ->
                  keyed
                      .computeIfAbsent(event.type() + "." + key, it -> new ArrayList<>())
                      .add(text));
    }
    return keyed;
  }

  /** The four events with which the bank module reports a transfer. */
  public static List<ChainEvent> transfer(String from, String to, String coins) {
    return List.of(
        untyped("coin_spent", "spender", from, "amount", coins),
        untyped("coin_received", "receiver", to, "amount", coins),
        untyped("transfer", "recipient", to, "sender", from, "amount", coins),
        untyped("message", "sender", from));
  }

  /** Typed events hold JSON text. */
  public static String jsonList(List<String> texts) {
    return texts.stream().map(it -> '"' + it + '"').collect(Collectors.joining(",", "[", "]"));
  }

  public ChainEvent withEndBlockMode() {
    return with("mode", "EndBlock");
  }

  /**
   * Marks an event of the transaction's first message; events of the ante handler have no such
   * mark.
   */
  public ChainEvent ofFirstMessage() {
    return with("msg_index", "0");
  }

  public ChainEvent with(String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put(key, value);
    return new ChainEvent(type, more);
  }
}
