package devnet;

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
record Event(String type, Map<String, String> attributes) {
  /** A typed event: every value is wrapped into JSON quotes. */
  static Event typed(String type, Object... pairs) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(pairs[i].toString(), "\"" + pairs[i + 1] + "\"");
    }
    return new Event(type, attributes);
  }

  static Event plain(String type, Object... pairs) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      attributes.put(pairs[i].toString(), pairs[i + 1].toString());
    }
    return new Event(type, attributes);
  }

  /** Values by {@code type.key}, for queries to look at. */
  static Map<String, List<String>> keyed(List<Event> events) {
    Map<String, List<String>> keyed = new LinkedHashMap<>();
    for (Event event : events) {
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

  Event atEndBlock() {
    Map<String, String> more = new LinkedHashMap<>(attributes);
    more.put("mode", "EndBlock");
    return new Event(type, more);
  }
}
