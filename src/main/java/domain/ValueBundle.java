package domain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * One number for the network's inference and one for each way to make it without or with somebody:
 * the inferences that a reputer judges, and in the same shape the losses that it reports. Each list
 * is by address, in the chain's order.
 *
 * @param combined the network's inference
 * @param naive the same without forecasters
 * @param lists by part; a part that is absent is empty
 */
public record ValueBundle(String combined, String naive, Map<Part, Map<String, String>> lists) {
  /** A list of a bundle, as it is named in a claim's text. */
  public enum Part {
    INFERERS,
    FORECASTERS,
    WITHOUT_INFERER,
    WITHOUT_FORECASTER,
    WITH_FORECASTER,
    /** By forecaster and inferer, parted by a slash. */
    FORECASTER_WITHOUT_INFERER;

    private String label() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  public ValueBundle {
    Objects.requireNonNull(combined, "combined");
    Objects.requireNonNull(naive, "naive");
    Map<Part, Map<String, String>> kept = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      Map<String, String> list = lists.getOrDefault(part, Map.of());
      kept.put(part, Collections.unmodifiableMap(new LinkedHashMap<>(list)));
    }
    lists = Collections.unmodifiableMap(kept);
  }

  public Map<String, String> list(Part part) {
    return lists.get(part);
  }

  /** The same shape with other numbers. */
  public ValueBundle map(UnaryOperator<String> change) {
    Map<Part, Map<String, String>> changed = new LinkedHashMap<>();
    lists.forEach(
        (part, list) -> {
          Map<String, String> other = new LinkedHashMap<>();
          list.forEach((address, number) -> other.put(address, change.apply(number)));
          changed.put(part, other);
        });
    return new ValueBundle(change.apply(combined), change.apply(naive), changed);
  }

  /** Every number in it. */
  public List<String> numbers() {
    List<String> all = new ArrayList<>(List.of(combined, naive));
    lists.values().stream().map(Map::values).forEach((Collection<String> it) -> all.addAll(it));
    return all;
  }

  /** One line, as a claim fixes it: {@code combined:-4.6;naive:-4.6;inferers:allo1...=-3.7}. */
  public String toText() {
    StringBuilder text = new StringBuilder("combined:" + combined + ";naive:" + naive);
    lists.forEach(
        (part, list) -> {
          if (!list.isEmpty()) {
            text.append(';').append(part.label()).append(':').append(joinPairs(list));
          }
        });
    return text.toString();
  }

  /**
   * Reads the line back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static ValueBundle parse(String text) {
    Map<String, String> sections = new LinkedHashMap<>();
    for (String section : text.split(";")) {
      int colon = section.indexOf(':');
      if (colon < 1
          || sections.put(section.substring(0, colon), section.substring(colon + 1)) != null) {
        throw new IllegalArgumentException("'" + text + "' is no bundle of losses");
      }
    }
    String combined = sections.remove("combined");
    String naive = sections.remove("naive");
    Map<Part, Map<String, String>> lists = new LinkedHashMap<>();
    for (Part part : Part.values()) {
      String list = sections.remove(part.label());
      lists.put(part, list == null ? Map.of() : parsePairs(list));
    }
    if (combined == null || naive == null || !sections.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is no bundle of losses");
    }
    return new ValueBundle(combined, naive, lists);
  }

  private static String joinPairs(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining(","));
  }

  private static Map<String, String> parsePairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",")) {
      int sign = pair.indexOf('=');
      if (sign < 1 || pairs.put(pair.substring(0, sign), pair.substring(sign + 1)) != null) {
        throw new IllegalArgumentException("'" + text + "' is no list of addresses and numbers");
      }
    }
    return pairs;
  }
}
