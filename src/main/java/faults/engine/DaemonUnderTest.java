package faults.engine;

import java.io.IOException;
import java.util.Optional;

/** The daemon under test: a process to start, with a journal to read. */
public interface DaemonUnderTest {
  /** Starts a new process on the same state folder. */
  Process start() throws IOException;

  /** Row of the window with this nonce, read while the process writes; empty if there is none. */
  Optional<DaemonJournalRow> journalRow(long nonce);

  /**
   * A window's row in the daemon's journal.
   *
   * @param state lower-case name, e.g. {@code accepted}
   * @param closed whether the state is final
   * @param value null before the claim
   * @param txHash hash of the transaction that may be or was included, null before
   */
  public record DaemonJournalRow(String state, boolean closed, String value, String txHash) {}
}
