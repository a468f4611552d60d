package journal;

import domain.FailureReason;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import journal.entry.Entry;
import journal.entry.EntryState;
import journal.store.EntryRowWriter;
import org.jdbi.v3.core.Handle;

/** The windows that passed between the newest one on record and the present one. */
final class MissedWindowBackfill {
  /** Some three years of hourly epochs; a larger gap is a wrong epoch length or another chain. */
  private static final int MOST = 25_000;

  private MissedWindowBackfill() {}

  /** Counted back from the present window, oldest first. */
  static List<Window> windowsBefore(
      Window present, long epochLength, Duration blockTime, JournalReader history) {
    if (epochLength < 1) {
      throw new IllegalArgumentException("an epoch has at least one block, got " + epochLength);
    }
    WindowKey key = present.key();
    OptionalLong last = history.newestNonceBefore(key);
    List<Window> gap = new ArrayList<>();
    long nonce = key.nonce() - epochLength;
    while (last.isPresent() && nonce > last.getAsLong() && gap.size() < MOST) {
      gap.add(earlierWindow(present, key.nonce() - nonce, blockTime));
      nonce -= epochLength;
    }
    Collections.reverse(gap);
    return gap;
  }

  /** Gives each window that has none its row, all in one commit; the rows that were closed. */
  static List<EntryRowWriter.EntryChange> insertMissed(
      Handle h, List<Window> gap, FailureReason reason, String sentence) {
    return gap.stream()
        .map(it -> EntryRowWriter.createAndApply(h, it, e -> markMissedIfOpen(e, reason, sentence)))
        .toList();
  }

  /** Where others share the journal, one of them may have met the window meanwhile. */
  private static Entry markMissedIfOpen(Entry e, FailureReason reason, String sentence) {
    return e.state() == EntryState.OPEN ? e.toMissed(reason, sentence) : e;
  }

  private static Window earlierWindow(Window present, long blocks, Duration blockTime) {
    Duration ago = blockTime.multipliedBy(blocks);
    WindowKey key = present.key();
    return new Window(
        new WindowKey(key.chainId(), key.topic(), key.nonce() - blocks, key.worker()),
        present.lastHeight() - blocks,
        present.openedAt().minus(ago),
        present.closesAt().minus(ago));
  }
}
