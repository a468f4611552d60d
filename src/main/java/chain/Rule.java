package chain;

import domain.Reason;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** One line of the error table, see {@code chain/errors.txt}. */
record Rule(
    String codespace,
    Set<String> codes,
    boolean textDecides,
    List<String> fragments,
    Verdict verdict) {
  private static final String ANY = "*";

  static Rule parse(String line) {
    String[] cells = line.split("\\|", -1);
    String text = cells[2].strip().toLowerCase(Locale.ROOT);
    boolean decides = text.startsWith("~");
    return new Rule(
        cells[0].strip(),
        Arrays.stream(cells[1].split(",")).map(String::strip).collect(Collectors.toSet()),
        decides,
        Arrays.asList((decides ? text.substring(1) : text).split(" / ")),
        verdict(cells));
  }

  private static Verdict verdict(String[] cells) {
    Reason reason = Reason.valueOf(cells[4].strip());
    String sentence = cells[6].strip();
    return switch (cells[3].strip()) {
      case "wait" ->
          new Verdict.Wait(
              reason, Verdict.Mend.valueOf(cells[5].strip().toUpperCase(Locale.ROOT)), sentence);
      case "skip" -> new Verdict.Skip(reason, sentence);
      case "stop" -> new Verdict.Stop(reason, reason == Reason.KEY ? 77 : 78, sentence);
      case "done" -> new Verdict.Done(reason, sentence);
      default -> throw new IllegalArgumentException("outcome '" + cells[3].strip() + "'");
    };
  }

  boolean fits(String space, int code, String text) {
    return (codespace.equals(ANY) || codespace.equals(space))
        && (codes.contains(ANY) || codes.contains(Integer.toString(code)))
        && (!textDecides || said(text));
  }

  /** Whether the text alone points here. */
  boolean said(String text) {
    return fragments.stream().anyMatch(text::contains);
  }

  /** Whether it has any text to be recognised by. */
  boolean hasText() {
    return fragments.stream().noneMatch(String::isEmpty);
  }
}
