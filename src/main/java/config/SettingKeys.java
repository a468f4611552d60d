package config;

import base.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which keys there are beside those with a default, and what they are called in the environment:
 * upper case, with _ for dots and hyphens.
 */
final class SettingKeys {
  private static final List<String> OF_A_TOPIC =
      List.of(
          "target",
          "pair",
          "horizon",
          "labels",
          "role",
          "ground-truth-url",
          "loss-sigma",
          "loss-url",
          "loss-options",
          "loss-never-negative",
          "inference",
          "forecast",
          "forecast-model",
          "forecast-url",
          "wallet",
          "auto-stake",
          "model",
          "model-url",
          "start",
          "end",
          "answer-at",
          "at-window-end",
          "guard.sigmas",
          "guard.consensus-sigmas",
          "guard.zero",
          "guard.min",
          "guard.max",
          "guard.policy",
          "guard.frozen-after");
  private static final Pattern PER_TOPIC =
      Pattern.compile("topic\\.\\d+\\.(" + String.join("|", OF_A_TOPIC).replace(".", "\\.") + ")");
  private static final Pattern TOPIC_PREFIX = Pattern.compile("topic\\.\\d+\\.");
  private static final Pattern PER_WALLET =
      Pattern.compile("wallet\\.[a-z0-9]+\\.(address|mnemonic-file|keyfile|passphrase-file)");
  private static final Pattern PER_PAIR = Pattern.compile("market\\.[a-z0-9]{5,20}\\.sources");
  private static final Set<String> OF_THE_LAUNCHER =
      Set.of("DROMEDARY_JAVA_OPTIONS", "DROMEDARY_SHARED");
  private static final Set<String> OF_SYSTEMD = Set.of("JOURNAL_STREAM", "LOG_NAMESPACE");
  private static final Pattern TOPIC_NAME = Pattern.compile("TOPIC_(\\d+)_[A-Z_]+");
  private static final Pattern WALLET_OR_PAIR_NAME =
      Pattern.compile(
          "WALLET_[A-Z0-9]+_(ADDRESS|MNEMONIC_FILE|KEYFILE|PASSPHRASE_FILE)"
              + "|MARKET_[A-Z0-9]{5,20}_SOURCES");

  private SettingKeys() {}

  /** Whether the key is read though it has no default. */
  static boolean isKnown(String key) {
    return PER_TOPIC.matcher(key).matches()
        || PER_PAIR.matcher(key).matches()
        || PER_WALLET.matcher(key).matches()
        || key.startsWith("camel.");
  }

  /** What a mistyped key was probably meant to be, as the end of a sentence. */
  static String suggestion(String key) {
    List<String> known = new ArrayList<>(Configuration.defaults().keySet());
    Matcher topic = TOPIC_PREFIX.matcher(key);
    if (topic.lookingAt()) {
      OF_A_TOPIC.forEach(it -> known.add(topic.group() + it));
    }
    return Suggestion.clause(key, known);
  }

  static String environmentName(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Every key that a topic named in the environment may have, also where no file has it. */
  static Stream<String> topicKeys(Set<String> names) {
    return names.stream()
        .map(TOPIC_NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> "topic." + name.group(1) + ".")
        .distinct()
        .flatMap(prefix -> OF_A_TOPIC.stream().map(prefix::concat));
  }

  /** Whether a setting or a key would be read from this name of the environment. */
  static Predicate<String> isEnvironmentName() {
    Set<String> known = environmentNames();
    known.addAll(LegacyArguments.foreignNames());
    known.addAll(Set.of("MNEMONIC", "PRIVATE_KEY"));
    return name ->
        known.contains(name)
            || name.startsWith("CAMEL_")
            || TOPIC_NAME.matcher(name).matches()
            || WALLET_OR_PAIR_NAME.matcher(name).matches();
  }

  private static Set<String> environmentNames() {
    return Configuration.defaults().keySet().stream()
        .map(SettingKeys::environmentName)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Sentences about names that look like one of ours and are none, which may be a slip. */
  static List<String> describeUnknownNames(Set<String> names) {
    Set<String> known = environmentNames();
    Set<String> firstWords =
        known.stream()
            .filter(it -> it.contains("_"))
            .map(SettingKeys::firstWord)
            .collect(Collectors.toCollection(TreeSet::new));
    known.addAll(LegacyArguments.foreignNames());
    known.addAll(OF_THE_LAUNCHER);
    return names.stream()
        .filter(it -> !known.contains(it) && !OF_SYSTEMD.contains(it) && !it.startsWith("CAMEL_"))
        .filter(it -> topicKeys(Set.of(it)).map(SettingKeys::environmentName).noneMatch(it::equals))
        .filter(it -> looksLikeOurs(it, firstWords, known))
        .sorted()
        .map(
            it ->
                it
                    + " in the environment is no setting: docs/configuration.md has all names"
                    + meantName(it, firstWords, known)
                        .map(name -> "; did you mean " + name + "?")
                        .orElse(""))
        .toList();
  }

  private static boolean looksLikeOurs(String name, Set<String> firstWords, Set<String> known) {
    return name.contains("_") && firstWords.contains(firstWord(name))
        || hasProgramName(name)
        || Suggestion.closest(name, LegacyArguments.foreignNames()).isPresent()
        || !name.contains("_") && Suggestion.closest(name, known).isPresent()
        || nameWithOtherFirstWord(name, firstWords, known).isPresent();
  }

  private static Optional<String> meantName(
      String name, Set<String> firstWords, Set<String> known) {
    String bare = hasProgramName(name) ? name.substring(name.indexOf('_') + 1) : name;
    Set<String> candidates = new TreeSet<>(known);
    topicKeys(Set.of(bare)).map(SettingKeys::environmentName).forEach(candidates::add);
    if (candidates.contains(bare)) {
      return Optional.of(bare);
    }
    return nameWithOtherFirstWord(bare, firstWords, known)
        .or(() -> nameInATopic(bare))
        .or(() -> Suggestion.closest(bare, candidates))
        .or(() -> Suggestion.closest(name, OF_THE_LAUNCHER));
  }

  /**
   * The known name that differs in a slip in its first word only. Foreign names often begin nearly
   * like ours (STORE_, STATE_), so the rest must be the same.
   */
  private static Optional<String> nameWithOtherFirstWord(
      String name, Set<String> firstWords, Set<String> known) {
    return Suggestion.closest(firstWord(name), firstWords)
        .filter(word -> name.contains("_") && !word.equals(firstWord(name)))
        .map(word -> word + name.substring(name.indexOf('_')))
        .flatMap(
            it ->
                known.contains(it)
                        || topicKeys(Set.of(it))
                            .map(SettingKeys::environmentName)
                            .anyMatch(it::equals)
                    ? Optional.of(it)
                    : nameInATopic(it));
  }

  /** MODEL_URL and the like are set for each topic. */
  private static Optional<String> nameInATopic(String name) {
    return OF_A_TOPIC.stream()
        .filter(it -> environmentName(it).equals(name))
        .map(it -> "TOPIC_N_" + name)
        .findFirst();
  }

  private static boolean hasProgramName(String name) {
    return name.contains("_")
        && Suggestion.closest(firstWord(name), Set.of("DROMEDARY")).isPresent();
  }

  private static String firstWord(String name) {
    return name.replaceFirst("_.*", "");
  }
}
