package cli.options;

import java.util.Map;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/**
 * Colours the word that says how something went: a verdict at the beginning of a line, or a state
 * in a column of its own. Only on a terminal, and not if NO_COLOR is set.
 */
public final class OutcomeColours {
  private static final String RESET = "\u001b[0m";

  private static final Map<String, Pattern> WORDS =
      Map.of(
          "\u001b[32m", Pattern.compile("^ok(?= )|(?<=  )accepted(?=  |$)"),
          "\u001b[33m", Pattern.compile("^(?:warn|skipped)(?= )"),
          "\u001b[31m",
              Pattern.compile(
                  "^fail(?= )|(?<=  )(?:missed|expired|included_rejected|accepted_missing)"
                      + "(?=:|  |$)"));

  private OutcomeColours() {}

  public static String paint(String line) {
    return Ansi.AUTO.enabled() ? paintAlways(line) : line;
  }

  static String paintAlways(String line) {
    String painted = line;
    for (Map.Entry<String, Pattern> word : WORDS.entrySet()) {
      painted = word.getValue().matcher(painted).replaceFirst(word.getKey() + "$0" + RESET);
    }
    return painted;
  }
}
