package chain.model;

import base.BoundedNumbers;
import domain.Prediction;
import domain.ValueBundle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a worker says about a window, as one line of text that a claim fixes: {@code 0.0123}, or
 * {@code up=0.3,down=0.7} for a topic with labels, and behind a bar what it expects each inferer's
 * loss to be: {@code 0.0123|allo1...=-4.8}.
 *
 * @param value canonical decimal text; 0 where there are labels, empty where only losses are
 *     forecast
 * @param labels canonical numbers by label, in the order of submission
 * @param forecast canonical numbers by inferer
 */
public record SubmittedValue(
    String value, Map<String, String> labels, Map<String, String> forecast) {
  private static final String NOTHING = "0";

  /** With which the text of a reputer's claim begins. */
  private static final String LOSSES = "combined:";

  public SubmittedValue {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    forecast = Collections.unmodifiableMap(new LinkedHashMap<>(forecast));
  }

  public static SubmittedValue of(Prediction prediction) {
    Map<String, String> labels = new LinkedHashMap<>();
    prediction.labels().forEach((k, v) -> labels.put(k, CanonicalDecimals.toCanonical(v)));
    String value = CanonicalDecimals.toCanonical(prediction.value());
    return new SubmittedValue(
        labels.isEmpty() ? value : NOTHING, labels, ofForecast(prediction.forecast()).forecast);
  }

  /**
   * Nothing but losses.
   *
   * @param losses by inferer
   */
  public static SubmittedValue ofForecast(Map<String, Double> losses) {
    Map<String, String> forecast = new LinkedHashMap<>();
    losses.forEach((k, v) -> forecast.put(k, CanonicalDecimals.toCanonical(v)));
    return new SubmittedValue("", Map.of(), forecast);
  }

  /**
   * Reads the text back.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static SubmittedValue parse(String text) {
    int bar = text.indexOf('|');
    String own = bar < 0 ? text : text.substring(0, bar);
    Map<String, String> forecast = bar < 0 ? Map.of() : parsePairs(text.substring(bar + 1));
    return own.indexOf('=') < 0
        ? new SubmittedValue(own, Map.of(), forecast)
        : new SubmittedValue(NOTHING, parsePairs(own), forecast);
  }

  public String toText() {
    String own = labels.isEmpty() ? value : joinPairs(labels);
    return forecast.isEmpty() ? own : own + "|" + joinPairs(forecast);
  }

  /** What a list of numbers without names is known by until somebody names them. */
  public static SubmittedValue unnamed(List<String> numbers) {
    Map<String, String> byPlace = new LinkedHashMap<>();
    IntStream.range(0, numbers.size()).forEach(i -> byPlace.put("#" + (i + 1), numbers.get(i)));
    return new SubmittedValue(NOTHING, byPlace, Map.of());
  }

  /**
   * Whether the chain stores what was claimed. Spellings of a number and of a label differ, what
   * counts as nothing is dropped, and after the close the labels have numbers for names: then the
   * claimed numbers must be among the stored ones.
   */
  public static boolean isSame(String stored, String claimed) {
    if (claimed.startsWith(LOSSES) || stored.startsWith(LOSSES)) {
      return isSameReport(stored, claimed);
    }
    SubmittedValue there = parse(stored);
    SubmittedValue here = parse(claimed);
    if (here.value.isEmpty()) {
      return there.value.isEmpty() && here.containsForecast(there);
    }
    if (here.labels.isEmpty() && there.labels.isEmpty()) {
      return isSameNumber(there.value, here.value);
    }
    boolean named = there.labels.keySet().stream().noneMatch(it -> it.startsWith("#"));
    return named && !there.labels.isEmpty()
        ? there.namedNumbers().equals(here.namedNumbers())
        : containsAll(there.numbers(), here.numbers());
  }

  /** Of a report the chain drops what it says of those who are not in the set. */
  private static boolean isSameReport(String stored, String claimed) {
    if (!claimed.startsWith(LOSSES) || !stored.startsWith(LOSSES)) {
      return false;
    }
    ValueBundle there = ValueBundle.parse(stored);
    ValueBundle here = ValueBundle.parse(claimed);
    Map<String, String> losses = here.list(ValueBundle.Part.INFERERS);
    return isSameNumber(there.combined(), here.combined())
        && isSameNumber(there.naive(), here.naive())
        && there.list(ValueBundle.Part.INFERERS).entrySet().stream()
            .allMatch(it -> isSameNumber(it.getValue(), losses.getOrDefault(it.getKey(), "")));
  }

  /** Of a forecast the chain drops what it says of those who are not in the set. */
  private boolean containsForecast(SubmittedValue stored) {
    return !stored.forecast.isEmpty()
        && stored.forecast.entrySet().stream()
            .allMatch(it -> isSameNumber(it.getValue(), forecast.getOrDefault(it.getKey(), "")));
  }

  private static boolean containsAll(List<BigDecimal> stored, List<BigDecimal> claimed) {
    List<BigDecimal> left = new ArrayList<>(stored);
    return claimed.stream().allMatch(left::remove)
        && left.stream().allMatch(it -> it.signum() == 0);
  }

  private static boolean isSameNumber(String a, String b) {
    return a.isEmpty() || b.isEmpty()
        ? a.equals(b)
        : BoundedNumbers.parseDecimal(a).compareTo(BoundedNumbers.parseDecimal(b)) == 0;
  }

  private Map<String, BigDecimal> namedNumbers() {
    return labels.entrySet().stream()
        .filter(it -> BoundedNumbers.parseDecimal(it.getValue()).signum() != 0)
        .collect(
            Collectors.toMap(
                it -> it.getKey().strip().toLowerCase(Locale.ROOT),
                it -> BoundedNumbers.parseDecimal(it.getValue()).stripTrailingZeros(),
                (first, second) -> first));
  }

  private List<BigDecimal> numbers() {
    return (labels.isEmpty() ? List.of(value) : labels.values())
        .stream()
            .map(it -> BoundedNumbers.parseDecimal(it).stripTrailingZeros())
            .filter(it -> it.signum() != 0)
            .toList();
  }

  private static Map<String, String> parsePairs(String text) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : text.split(",")) {
      int sign = pair.lastIndexOf('=');
      if (sign < 1 || pairs.put(pair.substring(0, sign), pair.substring(sign + 1)) != null) {
        throw new IllegalArgumentException("'" + text + "' is no list of names and numbers");
      }
    }
    return pairs;
  }

  private static String joinPairs(Map<String, String> pairs) {
    return pairs.entrySet().stream()
        .map(it -> it.getKey() + "=" + it.getValue())
        .collect(Collectors.joining(","));
  }

  /** Whether every number is in the chain's own spelling. */
  public boolean isCanonical() {
    return List.of(List.of(value), labels.values(), forecast.values()).stream()
        .flatMap(java.util.Collection::stream)
        .filter(it -> !it.isEmpty())
        .allMatch(it -> CanonicalDecimals.toCanonical(it).equals(it));
  }
}
