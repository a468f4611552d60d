package chain.tx;

import domain.FailureReason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One line of the error table, see {@code chain/errors.txt}. */
record TxErrorRule(
    String codespace,
    Set<String> codes,
    boolean textRequired,
    List<String> fragments,
    TxRefusal meaning) {
  private static final String ANY = "*";

  static TxErrorRule parse(String line) {
    String[] cells = line.split("\\|", -1);
    String text = cells[2].strip().toLowerCase(Locale.ROOT);
    boolean decides = text.startsWith("~");
    return new TxErrorRule(
        cells[0].strip(),
        Arrays.stream(cells[1].split(",")).map(String::strip).collect(Collectors.toSet()),
        decides,
        Arrays.asList((decides ? text.substring(1) : text).split(" / ")),
        meaning(cells));
  }

  private static TxRefusal meaning(String[] cells) {
    FailureReason reason = FailureReason.valueOf(cells[4].strip());
    String sentence = cells[6].strip();
    return switch (cells[3].strip()) {
      case "wait" ->
          new TxRefusal.Wait(
              reason,
              TxRefusal.Remedy.valueOf(cells[5].strip().toUpperCase(Locale.ROOT)),
              sentence);
      case "skip" -> new TxRefusal.Skip(reason, sentence);
      case "stop" -> new TxRefusal.Stop(reason, reason == FailureReason.KEY ? 77 : 78, sentence);
      case "done" -> new TxRefusal.Done(reason, sentence);
      default -> throw new IllegalArgumentException("outcome '" + cells[3].strip() + "'");
    };
  }

  boolean matches(String space, int code, String text) {
    return (codespace.equals(ANY) || codespace.equals(space))
        && (codes.contains(ANY) || codes.contains(Integer.toString(code)))
        && (!textRequired || matchesText(text));
  }

  /** Whether the text alone points here. */
  boolean matchesText(String text) {
    return fragments.stream().anyMatch(text::contains);
  }

  /** Whether it has any text to be recognised by. */
  boolean hasText() {
    return fragments.stream().noneMatch(String::isEmpty);
  }
}
