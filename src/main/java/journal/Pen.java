package journal;

import domain.Failure;
import domain.Reason;
import domain.Window;
import domain.WindowKey;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Takes steps, one durable commit each, and tells of every row that one of them closed. */
final class Pen {
  private final Store store;
  private final InstantSource clock;
  private final History history;
  private volatile Consumer<Entry> closing = row -> {};

  Pen(Store store, InstantSource clock, History history) {
    this.store = store;
    this.clock = clock;
    this.history = history;
  }

  void onClosing(Consumer<Entry> listener) {
    closing = listener;
  }

  Entry move(WindowKey key, String event, UnaryOperator<Entry> step) {
    Entry seen = load(key);
    if (step.apply(seen).equals(seen)) {
      return seen;
    }
    return told(store.write(h -> Writes.advance(h, clock.instant(), key, event, step)));
  }

  /** The same for a window that may have no row yet: row and step are one commit. */
  Entry open(Window window, String event, UnaryOperator<Entry> step) {
    return history.find(window.key()).isPresent()
        ? move(window.key(), event, step)
        : told(store.write(h -> Writes.begin(h, clock.instant(), window, event, step)));
  }

  /** Gives windows without a row one that is missed, all in one commit; how many. */
  int fill(List<Window> gap, Reason reason, String sentence) {
    if (gap.isEmpty()) {
      return 0;
    }
    List<Writes.Step> steps = store.write(h -> Gap.fill(h, clock.instant(), gap, reason, sentence));
    steps.forEach(this::told);
    return (int) steps.stream().filter(Writes.Step::closes).count();
  }

  Entry load(WindowKey key) {
    return history
        .find(key)
        .orElseThrow(
            () ->
                new Failure.Skip(
                    Reason.JOURNAL, "window " + key.label() + " has no row: it was never seen"));
  }

  private Entry told(Writes.Step step) {
    if (step.closes()) {
      closing.accept(step.after());
    }
    return step.after();
  }
}
