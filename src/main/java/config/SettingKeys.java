package config;

import base.Suggestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  private static final Pattern TOPIC_NAME = Pattern.compile("TOPIC_(\\d+)_[A-Z_]+");

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

  /** Sentences about names that begin like one of ours and are none, which may be a slip. */
  static List<String> describeUnknownNames(Set<String> names) {
    Set<String> known =
        Configuration.defaults().keySet().stream()
            .map(SettingKeys::environmentName)
            .collect(Collectors.toSet());
    List<String> foreign = LegacyArguments.foreignNames();
    Set<String> prefixes =
        known.stream().map(it -> it.replaceFirst("_.*", "_")).collect(Collectors.toSet());
    known.addAll(foreign);
    return names.stream()
        .filter(
            it ->
                prefixes.contains(it.replaceFirst("_.*", "_"))
                    || it.startsWith("DROMEDARY_") && !OF_THE_LAUNCHER.contains(it)
                    || Suggestion.closest(it, foreign).isPresent())
        .filter(it -> !known.contains(it) && !it.startsWith("CAMEL_"))
        .filter(it -> topicKeys(Set.of(it)).map(SettingKeys::environmentName).noneMatch(it::equals))
        .sorted()
        .map(
            it ->
                it
                    + " in the environment is no setting: docs/configuration.md has all names"
                    + Suggestion.clause(it, known))
        .toList();
  }
}
