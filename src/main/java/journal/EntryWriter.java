package journal;

import domain.Failure;
import domain.FailureReason;
import domain.Window;
import domain.WindowKey;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import journal.database.JournalDatabase;
import journal.entry.Entry;
import journal.store.EntryRowWriter;

/** Takes steps, one durable commit each, and tells of every row that one of them closed. */
final class EntryWriter {
  private final JournalDatabase store;
  private final JournalReader history;
  private volatile Consumer<Entry> closing = row -> {};

  EntryWriter(JournalDatabase store, JournalReader history) {
    this.store = store;
    this.history = history;
  }

  void onEntryClosed(Consumer<Entry> listener) {
    closing = listener;
  }

  Entry applyTransition(WindowKey key, UnaryOperator<Entry> step) {
    Entry seen = requireEntry(key);
    if (step.apply(seen).equals(seen)) {
      return seen;
    }
    return notifyIfClosed(store.write(h -> EntryRowWriter.applyTransition(h, key, step)));
  }

  /** The same for a window that may have no row yet: row and step are one commit. */
  Entry createAndApply(Window window, UnaryOperator<Entry> step) {
    return history.find(window.key()).isPresent()
        ? applyTransition(window.key(), step)
        : notifyIfClosed(store.write(h -> EntryRowWriter.createAndApply(h, window, step)));
  }

  /** Gives windows without a row one that is missed, all in one commit; how many. */
  int insertMissed(List<Window> gap, FailureReason reason, String sentence) {
    if (gap.isEmpty()) {
      return 0;
    }
    List<EntryRowWriter.EntryChange> steps =
        store.write(h -> MissedWindowBackfill.insertMissed(h, gap, reason, sentence));
    steps.forEach(this::notifyIfClosed);
    return (int) steps.stream().filter(EntryRowWriter.EntryChange::closesEntry).count();
  }

  Entry requireEntry(WindowKey key) {
    return history
        .find(key)
        .orElseThrow(
            () ->
                new Failure.Skip(
                    FailureReason.JOURNAL,
                    "window " + key.label() + " has no row: it was never seen"));
  }

  private Entry notifyIfClosed(EntryRowWriter.EntryChange step) {
    if (step.closesEntry()) {
      closing.accept(step.after());
    }
    return step.after();
  }
}
