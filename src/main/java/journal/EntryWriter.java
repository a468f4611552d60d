package journal;

import domain.Failure;
import domain.FailureReason;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import journal.database.JournalDatabase;
import journal.entry.Entry;
import journal.entry.EntryState;
import journal.store.EntryRowReader;
import journal.store.EntryRowWriter;
import journal.store.EntryRowWriter.EntryChange;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;

/** Takes steps, one durable commit each, and tells of every row that one of them closed. */
class EntryWriter {
  /** Some three years of hourly epochs; a larger gap is a wrong epoch length or another chain. */
  private static final int MOST = 25_000;

  private final JournalDatabase store;
  private final JournalReader history;
  private final StepFence fence;
  private volatile Consumer<Entry> closing = row -> {};
  private volatile Entry written;

  /** The row of each topic and role that was written last, where nobody else writes. */
  private final Map<WindowKey, Entry> newest = new ConcurrentHashMap<>();

  EntryWriter(JournalDatabase store, JournalReader history, StepFence fence) {
    this.store = store;
    this.history = history;
    this.fence = fence;
  }

  void onEntryClosed(Consumer<Entry> listener) {
    closing = listener;
  }

  Entry applyTransition(WindowKey key, UnaryOperator<Entry> step) {
    Entry seen = requireEntry(key);
    if (step.apply(seen).equals(seen)) {
      return seen;
    }
    return write(key, h -> EntryRowWriter.applyTransition(h, key, step));
  }

  /** The same for a window that may have no row yet: row and step are one commit. */
  Entry createAndApply(Window window, UnaryOperator<Entry> step) {
    return find(window.key()).isPresent()
        ? applyTransition(window.key(), step)
        : write(window.key(), h -> EntryRowWriter.createAndApply(h, window, step));
  }

  private Entry write(WindowKey key, HandleCallback<EntryChange, RuntimeException> change) {
    return finish(
        writeHeld(
            key,
            change,
            step -> {
              if (!store.isShared()) {
                newest.put(slot(key), step.after());
              }
            }));
  }

  /**
   * @param committed hears of the change before another one begins
   */
  private <T> T writeHeld(
      WindowKey key, HandleCallback<T, RuntimeException> change, Consumer<T> committed) {
    return store.write(
        h -> {
          newest.remove(slot(key)); // what fails may be on the disk all the same
          fence.requireHeld(h, key);
          return change.withHandle(h);
        },
        committed);
  }

  private static WindowKey slot(WindowKey key) {
    return key.withNonce(0);
  }

  /** Gives windows without a row one that is missed, all in one commit; how many. */
  int insertMissed(List<Window> gap, FailureReason reason, String sentence) {
    if (gap.isEmpty()) {
      return 0;
    }
    List<EntryChange> steps =
        writeHeld(gap.get(0).key(), h -> insertMissed(h, gap, reason, sentence), it -> {});
    steps.forEach(this::finish);
    return (int) steps.stream().filter(EntryChange::closesEntry).count();
  }

  void recordReason(WindowKey key, FailureReason reason, String sentence) {
    Entry now = requireEntry(key);
    if (!now.equals(now.withReason(reason, sentence))) {
      writeHeld(key, h -> EntryRowWriter.updateReason(h, key, reason, sentence), it -> {});
    }
  }

  Optional<Entry> find(WindowKey key) {
    return Optional.ofNullable(newest.get(slot(key)))
        .filter(it -> it.key().equals(key))
        .or(() -> history.find(key));
  }

  /**
   * Reads the row that was written last from the file itself.
   *
   * @throws Failure.Stop if it is gone, or has fallen behind what was written
   */
  void verifyUnchanged() {
    store.checkIfTouched(this::requireUnchanged);
  }

  private void requireUnchanged() {
    Entry last = written;
    Optional<Entry> found =
        store.readAfresh(h -> last == null ? Optional.empty() : EntryRowReader.find(h, last.key()));
    if (last != null && !found.filter(it -> continues(last, it)).isPresent()) {
      throw store.rolledBack("window " + last.key().label());
    }
  }

  /** Others that share the journal may have taken the row further. */
  private static boolean continues(Entry before, Entry after) {
    return (before.value() == null || before.value().equals(after.value()))
        && before.attempts().size() <= after.attempts().size()
        && (!before.state().isClosed() || after.state().isClosed());
  }

  final Entry requireEntry(WindowKey key) {
    return find(key)
        .orElseThrow(
            () ->
                new Failure.Skip(
                    FailureReason.JOURNAL,
                    "window " + key.label() + " has no row: it was never seen"));
  }

  private Entry finish(EntryChange step) {
    written = step.after();
    if (step.closesEntry()) {
      closing.accept(step.after());
    }
    return step.after();
  }

  /** Counted back from the present window, oldest first. */
  List<Window> windowsBefore(Window present, long epochLength, Duration blockTime) {
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
  private static List<EntryChange> insertMissed(
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
        key.withNonce(key.nonce() - blocks),
        present.lastHeight() - blocks,
        present.openedAt().minus(ago),
        present.closesAt().minus(ago));
  }
}
