package faults.engine;

import base.ExitStatus;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;

/** The daemon under test: a process to start, with a journal to read. */
public interface DaemonUnderTest {
  /** Starts a new process on the same state folder. */
  Process start() throws IOException;

  /** Row of the window with this nonce, read while the process writes; empty if there is none. */
  Optional<DaemonJournalRow> journalRow(long nonce);

  /**
   * What is thrown when the process ended and nobody here signalled it. A terminal signals the
   * whole process group, so this program was then told as well and ends with the same exit code.
   */
  static Failure unexpectedEnd(Process process) {
    int code = process.exitValue();
    boolean signalled = Set.of(ExitStatus.INTERRUPTED, ExitStatus.TERMINATED).contains(code);
    return new Failure.Stop(
        FailureReason.INTERNAL,
        signalled ? code : ExitStatus.FAILED,
        "the daemon ended with exit code " + code);
  }

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
