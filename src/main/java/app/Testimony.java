package app;

import domain.Attempt;
import faults.Told;
import java.io.IOException;
import java.io.UncheckedIOException;
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
  private final Path folder;
  private final Path file;
  private History history;

  Testimony(Path folder) {
    this.folder = folder;
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

  List<String> alerts() {
    return text(SimulatedSettings.ALERTS).lines().toList();
  }

  String log() {
    return text("dromedary.log");
  }

  private String text(String name) {
    try {
      Path text = folder.resolve(name);
      return Files.exists(text) ? Files.readString(text) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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
