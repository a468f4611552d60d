package config;

import base.ExitStatus;
import config.foreign.ForeignFormat;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keys and values from all four places, command line over environment over file over default. It
 * collects what is wrong, so that all bad, missing and unknown keys are reported at once.
 */
public final class Configuration {
  private static final List<String> SECRETS = List.of("market.tiingo.token", "journal.password");

  /** Keys that may hold a secret in a form that nobody can tell from the rest of the value. */
  private static final Pattern HIDDEN =
      Pattern.compile("alert\\.uri|heartbeat\\.ping|(?i:.*(password|passphrase|secret|token))");

  private final Map<String, String> values = new TreeMap<>();
  private final Map<String, String> origins = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Configuration() {}

  public static Configuration load(
      Path file, Map<String, String> environment, Map<String, String> line) {
    Map<String, String> read = file == null ? Map.of() : readFile(file);
    Configuration it = ofFile(read, String.valueOf(file), environment);
    SECRETS.stream()
        .filter(line::containsKey)
        .forEach(key -> it.problems.add(key + " may not stand on the command line"));
    it.merge(line, "command line");
    return it;
  }

  /** As if a file held these settings. */
  public static Configuration ofFile(
      Map<String, String> settings, String name, Map<String, String> environment) {
    Configuration it = new Configuration();
    it.values.putAll(defaults());
    it.merge(settings, name);
    it.mergeEnvironment(environment);
    return it;
  }

  /** Whether the shipped defaults say it, so that nobody needs to. */
  public static boolean isSetByDefault(String key) {
    return !defaults().getOrDefault(key, "").isEmpty();
  }

  /** Takes out what this program would read, so that a child's own settings decide. */
  public static void removeSettings(Map<String, String> environment) {
    environment.keySet().removeIf(SettingKeys.isEnvironmentName());
  }

  /** Defaults as shipped; their keys are all the keys there are. */
  static Map<String, String> defaults() {
    try (InputStream in = Configuration.class.getResourceAsStream("/application.properties")) {
      Properties shipped = new Properties();
      shipped.load(in);
      return toMap(shipped);
    } catch (IOException e) {
      throw new IllegalStateException("application.properties is missing from the jar", e);
    }
  }

  /** Every key that is known or set, in alphabetical order; no secret is shown. */
  public List<EffectiveValue> effectiveValues() {
    return values.keySet().stream()
        .map(
            it ->
                EffectiveValue.of(
                    it,
                    text(it),
                    HIDDEN.matcher(it).matches(),
                    origins.getOrDefault(it, EffectiveValue.DEFAULT)))
        .toList();
  }

  /** Effective values, as Camel's placeholders shall see them. */
  Properties toProperties() {
    Properties all = new Properties();
    all.putAll(values);
    return all;
  }

  /** The value, trimmed; empty when not set. */
  String text(String key) {
    return values.getOrDefault(key, "").trim();
  }

  /** The value as {@code parser} reads it; what it throws becomes a reported problem. */
  <T> T value(String key, T fallback, Function<String, T> parser) {
    String text = text(key);
    try {
      return text.isEmpty() ? fallback : parser.apply(text);
    } catch (RuntimeException e) {
      String why = e instanceof NumberFormatException ? "must be a number" : e.getMessage();
      addProblem(key + " = " + (SECRETS.contains(key) ? "(hidden)" : text) + ": " + why);
      return fallback;
    }
  }

  /** Keys set that look like this. */
  List<String> keysMatching(String pattern) {
    return values.keySet().stream().filter(key -> key.matches(pattern)).toList();
  }

  void addProblem(String sentence) {
    problems.add(sentence);
  }

  /** What was found wrong so far; asked for once, it no longer stops anything. */
  public List<String> takeProblems() {
    List<String> found = List.copyOf(problems);
    problems.clear();
    return found;
  }

  /** Ends the command with exit code 78 if anything was wrong. */
  void requireNoProblems() {
    if (!problems.isEmpty()) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.CONFIGURATION,
          "configuration: " + String.join("\n  ", problems));
    }
  }

  private void merge(Map<String, String> more, String place) {
    more.keySet().stream()
        .filter(key -> !values.containsKey(key) && !SettingKeys.isKnown(key))
        .forEach(
            key ->
                addProblem(
                    "unknown key " + key + " (" + place + ")" + SettingKeys.suggestion(key)));
    values.putAll(more);
    more.keySet().forEach(key -> origins.put(key, place));
  }

  private void mergeEnvironment(Map<String, String> environment) {
    LegacyArguments.settingsFromEnvironment(environment)
        .forEach(it -> put(it.key(), it.value(), "environment " + it.name()));
    Stream.concat(
            List.copyOf(values.keySet()).stream(), SettingKeys.topicKeys(environment.keySet()))
        .forEach(key -> takeFromEnvironment(environment, SettingKeys.environmentName(key), key));
  }

  private void takeFromEnvironment(Map<String, String> environment, String name, String key) {
    String value = environment.get(name);
    if (value != null && !value.isBlank()) {
      put(key, value, "environment " + name);
    }
  }

  private void put(String key, String value, String origin) {
    values.put(key, value);
    origins.put(key, origin);
  }

  private static Map<String, String> readFile(Path file) {
    ForeignFormat.requireNone(file);
    try (Reader in = Files.newBufferedReader(file)) {
      Properties read = new Properties();
      read.load(in);
      return toMap(read);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.CONFIGURATION,
          "configuration file " + file + " cannot be read: " + describeError(e));
    }
  }

  private static String describeError(Exception e) {
    return e instanceof NoSuchFileException
        ? "there is no such file"
        : e instanceof CharacterCodingException ? "it is not UTF-8 text" : e.getMessage();
  }

  private static Map<String, String> toMap(Properties properties) {
    Map<String, String> map = new HashMap<>();
    properties.stringPropertyNames().forEach(key -> map.put(key, properties.getProperty(key)));
    return map;
  }
}
