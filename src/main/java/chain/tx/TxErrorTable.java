package chain.tx;

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
public final class TxErrorTable {
  private static final List<TxErrorRule> RULES = loadRules();

  private TxErrorTable() {}

  /** For a refusal that tells codespace and code. */
  public static TxRefusal lookUp(String codespace, int code, String text) {
    String low = text.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.matches(codespace, code, low))
        .findFirst()
        .orElseThrow()
        .meaning();
  }

  /** For a refusal that has only a text, as simulation gives it. */
  public static TxRefusal lookUp(String text) {
    String low = text.toLowerCase(Locale.ROOT);
    return RULES.stream()
        .filter(rule -> rule.hasText() && rule.matchesText(low))
        .findFirst()
        .orElse(RULES.get(RULES.size() - 1))
        .meaning();
  }

  /**
   * Whether a block that holds such a transaction has counted up its signer's sequence. The SDK
   * checks the timeout height (30) and the sequence (32) before, and takes no fee then either.
   */
  public static boolean spendsSequence(String codespace, int code) {
    return !codespace.equals("sdk") || code != 30 && code != 32;
  }

  /** Whether no line of the table matches such a text. */
  public static boolean isUnknown(String text) {
    return lookUp(text) == RULES.get(RULES.size() - 1).meaning();
  }

  static List<TxErrorRule> rules() {
    return RULES;
  }

  private static List<TxErrorRule> loadRules() {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TxErrorTable.class.getResourceAsStream("/chain/errors.txt"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(TxErrorRule::parse)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
