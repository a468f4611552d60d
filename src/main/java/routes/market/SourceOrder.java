package routes.market;

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
public final class SourceOrder {
  private static final String ALL = "market.sources";
  private static final String OWN = "market\\.[a-z0-9]+\\.sources";

  private SourceOrder() {}

  public static List<String> defaultOrder(CamelContext camel) {
    return parseNames(camel.resolvePropertyPlaceholders("{{" + ALL + ":tiingo}}"));
  }

  public static List<String> orderForPair(CamelContext camel, String pair) {
    return camel
        .getPropertiesComponent()
        .resolveProperty("market." + pair + ".sources")
        .map(SourceOrder::parseNames)
        .orElseGet(() -> defaultOrder(camel));
  }

  /** Pairs with an order of their own. */
  public static Set<String> pairsWithOwnOrder(CamelContext camel) {
    var pairs = new TreeSet<String>();
    camel
        .getPropertiesComponent()
        .loadProperties(key -> key.matches(OWN))
        .stringPropertyNames()
        .forEach(key -> pairs.add(key.split("\\.")[1]));
    return pairs;
  }

  /** Every source that some order names. */
  public static Set<String> allSources(CamelContext camel) {
    var all = new LinkedHashSet<>(defaultOrder(camel));
    pairsWithOwnOrder(camel).forEach(pair -> all.addAll(orderForPair(camel, pair)));
    return all;
  }

  private static List<String> parseNames(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).toList();
  }
}
