package routes;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;

/**
 * Which sources are asked, and in what order: {@code market.sources}, or {@code
 * market.<pair>.sources} for a pair that has its own.
 */
final class MarketOrder {
  private static final String ALL = "market.sources";
  private static final String OWN = "market\\.[a-z0-9]+\\.sources";

  private MarketOrder() {}

  static List<String> usual(CamelContext camel) {
    return names(camel, "{{" + ALL + ":tiingo}}");
  }

  static List<String> of(CamelContext camel, String pair) {
    return pairs(camel).contains(pair)
        ? names(camel, "{{market." + pair + ".sources}}")
        : usual(camel);
  }

  /** Pairs with an order of their own. */
  static Set<String> pairs(CamelContext camel) {
    var pairs = new TreeSet<String>();
    camel
        .getPropertiesComponent()
        .loadProperties(key -> key.matches(OWN))
        .stringPropertyNames()
        .forEach(key -> pairs.add(key.split("\\.")[1]));
    return pairs;
  }

  /** Every source that some order names. */
  static Set<String> all(CamelContext camel) {
    var all = new LinkedHashSet<>(usual(camel));
    pairs(camel).forEach(pair -> all.addAll(of(camel, pair)));
    return all;
  }

  private static List<String> names(CamelContext camel, String placeholder) {
    var text = camel.resolvePropertyPlaceholders(placeholder);
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }
}
