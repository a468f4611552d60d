package faults.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;

/** What is under test, as a scenario sees it: a program to start and stop, with its own record. */
public interface WorkerUnderTest extends AutoCloseable {
  /** Returns when it is at work. After {@link #stop} it goes on with the state it left. */
  void start() throws Exception;

  /** Ends it in good order. */
  void stop() throws Exception;

  /** Exit code, if it ended without being told to. */
  OptionalInt exitCode();

  /** What it says itself about the {@code most} newest windows; empty if it keeps no record. */
  List<ReportedWindow> reportedWindows(int most);

  /** What it has told its operator by way of alerts, oldest first. */
  default List<String> alerts() {
    return List.of();
  }

  /** What its log says so far; empty if it keeps none. */
  default String logText() {
    return "";
  }

  /** What its operator is told who asks what is wrong. */
  default List<String> doctorFindings() {
    return List.of();
  }

  /** Where its state lies, for a second process to find. */
  default Path stateFolder() {
    throw new UnsupportedOperationException("this scenario needs a program with a state folder");
  }

  /** Whether it keeps a record at all, to be held against the network's. */
  default boolean keepsRecord() {
    return true;
  }

  /** Sends its process a signal that it survives, such as HUP. */
  default void sendSignal(String name) throws Exception {
    throw new UnsupportedOperationException("this scenario needs World.inChild()");
  }

  /**
   * No file of its process may grow beyond this any more, as on a full disk.
   *
   * @throws java.io.IOException where the system has no such command, or forbids it
   */
  default void limitFileSize(long bytes) throws Exception {
    throw new UnsupportedOperationException("this scenario needs World.inChild()");
  }

  /** Ends its process by a signal such as TERM or KILL; gives the exit code. */
  default int endBySignal(String signal) throws Exception {
    throw new UnsupportedOperationException("this scenario needs World.inChild()");
  }

  @Override
  void close();
}
