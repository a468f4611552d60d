package trials.worker;

import devnet.Devnet;
import domain.Attempt;
import domain.Failure;
import faults.engine.DaemonUnderTest;
import faults.engine.DaemonUnderTest.DaemonJournalRow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.JournalReader;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import trials.worker.CommandProcess.ChildJvmCommand;

/**
 * This program as the daemon under test: {@code run} in a child process, its journal read from
 * here.
 */
public final class KillTestDaemon implements DaemonUnderTest, AutoCloseable {
  private final Path folder;
  private final Path file;
  private final Map<String, String> environment = new HashMap<>();
  private List<String> before = List.of();
  private JournalReader history;

  /**
   * @param more further settings, as lines of the configuration file
   */
  public KillTestDaemon(Path folder, Devnet devnet, List<String> more) {
    this.folder = folder;
    this.file = folder.resolve("dromedary.properties");
    environment.put("MNEMONIC", SimulatedSettings.MNEMONIC);
    environment.put("TIINGO_API_KEY", "simulated");
    List<String> lines = new ArrayList<>(devnetSettings(folder, devnet));
    lines.addAll(more);
    try {
      Files.write(file, lines);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write settings to " + folder, e);
    }
  }

  private static List<String> devnetSettings(Path folder, Devnet devnet) {
    return List.of(
        "network.preset = devnet",
        "network.endpoints = rest+"
            + devnet.restUri()
            + ","
            + SimulatedSettings.websocketUri(devnet.rpcUri()),
        "market.sources = tiingo",
        "market.tiingo.url = " + devnet.marketUri(),
        "instance.state-dir = " + folder,
        "window.answer-at = early");
  }

  /** Adds a variable to the environment of the process. */
  public KillTestDaemon withEnvironment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  /** Sets a command that starts the process, such as {@code env}. */
  public KillTestDaemon withPrefixCommand(List<String> command) {
    before = command;
    return this;
  }

  @Override
  public Process start() throws IOException {
    ProcessBuilder child = ChildJvmCommand.processBuilder("run", "--config", file.toString());
    child.command().addAll(0, before);
    child.environment().putAll(environment);
    return child
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("child.out").toFile()))
        .start();
  }

  @Override
  public synchronized Optional<DaemonJournalRow> journalRow(long nonce) {
    Path file = folder.resolve("journal.db");
    if (history == null && Files.exists(file)) {
      history = openHistory(file);
    }
    return history == null
        ? Optional.empty()
        : history.findLatest(EntryFilter.ALL, 3).stream()
            .filter(it -> it.key().nonce() == nonce)
            .findFirst()
            .map(KillTestDaemon::toRow);
  }

  /** The reader, or null while the process is still making its tables. */
  private static JournalReader openHistory(Path file) {
    try {
      return JournalReader.open(JournalLocation.file(file));
    } catch (Failure.Stop e) {
      return null;
    }
  }

  private static DaemonJournalRow toRow(Entry entry) {
    return new DaemonJournalRow(
        entry.state().label(),
        entry.state().isClosed(),
        entry.value(),
        entry.liveAttempt().map(Attempt::hash).orElse(null));
  }

  @Override
  public synchronized void close() {
    if (history != null) {
      history.close();
    }
  }
}
