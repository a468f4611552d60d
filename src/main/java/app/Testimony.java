package app;

import domain.Attempt;
import faults.Told;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.Journal;
import journal.JournalPlace;

/** Reads a daemon's journal from outside, while it writes and when it is gone. */
final class Testimony implements AutoCloseable {
  private final Path file;
  private History history;

  Testimony(Path folder) {
    file = folder.resolve("journal.db");
  }

  /** Newest first. */
  synchronized List<Told> told(int most) {
    if (history == null && Files.exists(file)) {
      history = Journal.read(JournalPlace.file(file));
    }
    return history == null
        ? List.of()
        : history.latest(Filter.ALL, most).stream().map(Testimony::told).toList();
  }

  private static Told told(Entry row) {
    return new Told(
        row.key().topic(),
        row.key().nonce(),
        row.state().label(),
        row.state().closed(),
        row.reason() == null ? null : row.reason().name(),
        row.why(),
        row.value(),
        row.live().map(Attempt::hash).orElse(null));
  }

  @Override
  public synchronized void close() {
    if (history != null) {
      history.close();
    }
  }
}
