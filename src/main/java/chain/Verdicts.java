package chain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * Reads the network's refusals by the table in {@code chain/errors.txt}: codespace and code first,
 * text where the code is not enough or not told.
 */
final class Verdicts {
  private static final List<Rule> RULES = load();

  private Verdicts() {}

  /** For a refusal that tells codespace and code. */
  static Verdict of(String codespace, int code, String text) {
    String low = text.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.fits(codespace, code, low))
        .findFirst()
        .orElseThrow()
        .verdict();
  }

  /** For a refusal that has only a text, as simulation gives it. */
  static Verdict of(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.hasText() && rule.said(low))
        .findFirst()
        .orElse(RULES.get(RULES.size() - 1))
        .verdict();
  }

  /** Whether no line of the table speaks of such a text. */
  static boolean unknown(String text) {
    return of(text) == RULES.get(RULES.size() - 1).verdict();
  }

  static List<Rule> rules() {
    return RULES;
  }

  private static List<Rule> load() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                Verdicts.class.getResourceAsStream("/chain/errors.txt"), StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(Rule::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
