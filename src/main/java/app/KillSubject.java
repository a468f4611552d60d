package app;

import devnet.Devnet;
import domain.Attempt;
import faults.Row;
import faults.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.Journal;
import journal.JournalPlace;

/** This program as its own victim: {@code run} in a child process, its journal read from here. */
final class KillSubject implements Subject, AutoCloseable {
  /** The published test mnemonic: never fund it. */
  static final String WORDS = "abandon ".repeat(11) + "about";

  private final Path folder;
  private History history;

  KillSubject(Path folder, Devnet devnet) {
    this.folder = folder;
    try {
      Files.write(folder.resolve("kill.properties"), settings(folder, devnet));
    } catch (IOException e) {
      throw new UncheckedIOException("the settings cannot be written to " + folder, e);
    }
  }

  private static List<String> settings(Path folder, Devnet devnet) {
    return List.of(
        "network.preset = devnet",
        "network.endpoints = rest+" + devnet.rest(),
        "market.sources = tiingo",
        "market.tiingo.url = " + devnet.market(),
        "instance.state-dir = " + folder,
        "window.tick = 250ms",
        "window.answer-at = early",
        "settle.period = 250ms",
        "camel.management.enabled = false");
  }

  @Override
  public Process start() throws IOException {
    ProcessBuilder child =
        Child.command("run", "--config", folder.resolve("kill.properties").toString());
    child.environment().put("MNEMONIC", WORDS);
    child.environment().put("TIINGO_API_KEY", "simulated");
    return child
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("child.out").toFile()))
        .start();
  }

  @Override
  public synchronized Optional<Row> row(long nonce) {
    Path file = folder.resolve("journal.db");
    if (history == null && Files.exists(file)) {
      history = Journal.read(JournalPlace.file(file));
    }
    return history == null
        ? Optional.empty()
        : history.latest(Filter.ALL, 3).stream()
            .filter(it -> it.key().nonce() == nonce)
            .findFirst()
            .map(KillSubject::row);
  }

  private static Row row(Entry entry) {
    return new Row(
        entry.state().label(),
        entry.state().closed(),
        entry.value(),
        entry.live().map(Attempt::hash).orElse(null));
  }

  @Override
  public synchronized void close() {
    if (history != null) {
      history.close();
    }
  }
}
