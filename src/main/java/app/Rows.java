package app;

import java.util.Locale;
import java.util.Optional;
import journal.Entry;

/** How a journal row reads in a terminal. */
final class Rows {
  private Rows() {}

  static String line(Entry entry) {
    return String.format(
        Locale.ROOT,
        "topic %d  nonce %d  prediction %s  tx %s  %s after open  %s",
        entry.key().topic(),
        entry.key().nonce(),
        Optional.ofNullable(entry.value()).orElse("-"),
        entry.live().map(it -> it.hash()).orElse("-"),
        entry.mark().isPresent() ? Math.round(entry.mark().getAsDouble()) + " s" : "-",
        entry.state().label() + (entry.why() == null ? "" : ": " + entry.why()));
  }
}
