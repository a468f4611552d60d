package app;

import devnet.Devnet;
import domain.Attempt;
import domain.Failure;
import faults.Row;
import faults.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.Journal;
import journal.JournalPlace;

/** This program as its own victim: {@code run} in a child process, its journal read from here. */
final class ChildSubject implements Subject, AutoCloseable {
  /** The published test mnemonic: never fund it. */
  static final String WORDS = "abandon ".repeat(11) + "about";

  private final Path folder;
  private final Path file;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> before = List.of();
  private History history;

  /**
   * @param more settings of the scenario, as lines of the configuration file
   */
  ChildSubject(Path folder, Devnet devnet, List<String> more) {
    this.folder = folder;
    this.file = folder.resolve("dromedary.properties");
    environment.put("MNEMONIC", WORDS);
    environment.put("TIINGO_API_KEY", "simulated");
    List<String> lines = new ArrayList<>(settings(folder, devnet));
    lines.addAll(more);
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("the settings cannot be written to " + folder, e);
    }
  }

  private static List<String> settings(Path folder, Devnet devnet) {
    return List.of(
        "network.preset = devnet",
        "network.endpoints = rest+" + devnet.rest() + "," + SimulatedSettings.socket(devnet.rpc()),
        "market.sources = tiingo",
        "market.tiingo.url = " + devnet.market(),
        "instance.state-dir = " + folder,
        "window.answer-at = early");
  }

  /** Adds a variable to the environment of the process. */
  ChildSubject with(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Starts it by a command of the system that becomes the program. */
  ChildSubject behind(List<String> command) {
    before = command;
    return this;
  }

  @Override
  public Process start() throws IOException {
    ProcessBuilder child = Child.command("run", "--config", file.toString());
    child.command().addAll(0, before);
    child.environment().putAll(environment);
    return child
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("child.out").toFile()))
        .start();
  }

  @Override
  public synchronized Optional<Row> row(long nonce) {
    Path file = folder.resolve("journal.db");
    if (history == null && Files.exists(file)) {
      history = opened(file);
    }
    return history == null
        ? Optional.empty()
        : history.latest(Filter.ALL, 3).stream()
            .filter(it -> it.key().nonce() == nonce)
            .findFirst()
            .map(ChildSubject::row);
  }

  /** Null while the process is still making its tables. */
  private static History opened(Path file) {
    try {
      return Journal.read(JournalPlace.file(file));
    } catch (Failure.Stop e) {
      return null;
    }
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
