package devnet.ledger;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Something that happened in a block.
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

  /** Values by {@code type.key}, for queries to look at. */
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

  public ChainEvent withEndBlockMode() {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put("mode", "EndBlock");
    return new ChainEvent(type, more);
  }
}
