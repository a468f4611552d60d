package journal;

import domain.FailureReason;
import domain.Window;
import domain.WindowKey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import journal.database.JournalDatabase;
import journal.entry.Entry;

/**
 * Takes steps in memory only, on top of the rows that are there. A dry run thus leaves no row that
 * a real run would later count as missed.
 */
final class DryRunWriter extends EntryWriter {
  private static final int MOST = 1000;

  private final Map<WindowKey, Entry> tried =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<WindowKey, Entry> eldest) {
          return size() > MOST;
        }
      };

  DryRunWriter(JournalDatabase store, JournalReader history) {
    super(store, history, StepFence.NONE);
  }

  @Override
  synchronized Optional<Entry> find(WindowKey key) {
    return Optional.ofNullable(tried.get(key)).or(() -> super.find(key));
  }

  @Override
  synchronized Entry applyTransition(WindowKey key, UnaryOperator<Entry> step) {
    Entry after = step.apply(requireEntry(key));
    tried.put(key, after);
    return after;
  }

  @Override
  synchronized Entry createAndApply(Window window, UnaryOperator<Entry> step) {
    if (find(window.key()).isEmpty()) {
      tried.put(window.key(), Entry.open(window));
    }
    return applyTransition(window.key(), step);
  }

  @Override
  void recordReason(WindowKey key, FailureReason reason, String sentence) {
    applyTransition(key, it -> it.withReason(reason, sentence));
  }

  @Override
  int insertMissed(List<Window> gap, FailureReason reason, String sentence) {
    return 0;
  }
}
