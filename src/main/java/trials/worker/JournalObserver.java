package trials.worker;

import domain.Attempt;
import faults.engine.WorkerUnderTest.ReportedWindow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import journal.JournalReader;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryFilter;

/** Reads a daemon's journal, alerts and log from outside, while it runs and after its end. */
final class JournalObserver implements AutoCloseable {
  private final Path folder;
  private final Path file;
  private JournalReader history;

  JournalObserver(Path folder) {
    this.folder = folder;
    file = folder.resolve("journal.db");
  }

  /** The latest rows, newest first. */
  synchronized List<ReportedWindow> latestRows(int most) {
    if (history == null && Files.exists(file)) {
      history = JournalReader.open(JournalLocation.file(file));
    }
    return history == null
        ? List.of()
        : history.findLatest(EntryFilter.ALL, most).stream()
            .map(JournalObserver::toObservedRow)
            .toList();
  }

  List<String> alerts() {
    return readText(SimulatedSettings.ALERTS).lines().toList();
  }

  String log() {
    return readText("dromedary.log");
  }

  private String readText(String name) {
    try {
      Path text = folder.resolve(name);
      return Files.exists(text) ? Files.readString(text) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ReportedWindow toObservedRow(Entry row) {
    return new ReportedWindow(
        row.key().topic(),
        row.key().role(),
        row.key().nonce(),
        row.state().label(),
        row.state().isClosed(),
        row.reason() == null ? null : row.reason().name(),
        row.reasonDetail(),
        row.value(),
        row.liveAttempt().map(Attempt::hash).orElse(null));
  }

  @Override
  public synchronized void close() {
    if (history != null) {
      history.close();
    }
  }
}
