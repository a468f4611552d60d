package faults.worker;

import java.io.IOException;
import java.util.Optional;

/** The daemon under test as a scenario sees it: something to start, with a journal to read. */
public interface DaemonUnderTest {
  /** Starts a new process on the same state folder. */
  Process start() throws IOException;

  /** Row of the window with this nonce, read while the process writes; empty if there is none. */
  Optional<DaemonJournalRow> journalRow(long nonce);
}
