package config;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Environment names of settings: upper case, with _ for dots and hyphens. */
final class EnvironmentNames {
  private static final Pattern TOPIC_NAME = Pattern.compile("TOPIC_(\\d+)_[A-Z_]+");

  private EnvironmentNames() {}

  static String ofKey(String key) {
    return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  /** Every key that a topic named in the environment may have, also where no file has it. */
  static Stream<String> topicKeys(Set<String> names) {
    return names.stream()
        .map(TOPIC_NAME::matcher)
        .filter(Matcher::matches)
        .map(name -> "topic." + name.group(1) + ".")
        .distinct()
        .flatMap(prefix -> Configuration.OF_A_TOPIC.stream().map(prefix::concat));
  }

  /** Names that begin like one of ours and are none, which may be a slip. */
  static List<String> findUnknown(Set<String> names) {
    Set<String> known =
        Configuration.defaults().keySet().stream()
            .map(EnvironmentNames::ofKey)
            .collect(Collectors.toSet());
    Set<String> prefixes =
        known.stream().map(it -> it.replaceFirst("_.*", "_")).collect(Collectors.toSet());
    return names.stream()
        .filter(it -> prefixes.contains(it.replaceFirst("_.*", "_")))
        .filter(it -> !known.contains(it) && !it.startsWith("CAMEL_"))
        .filter(it -> topicKeys(Set.of(it)).map(EnvironmentNames::ofKey).noneMatch(it::equals))
        .sorted()
        .toList();
  }
}
