package faults.engine;

import devnet.Devnet;
import domain.Role;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

/** The worker under test: a program to start and stop, with its own record. */
public interface WorkerUnderTest extends AutoCloseable {
  /**
   * Returns once the worker polls for windows. A start after {@link #stop} continues with its
   * state.
   */
  void start() throws Exception;

  /** Stops the worker in good order. */
  void stop() throws Exception;

  /** Exit code, if the worker ended by itself. */
  OptionalInt exitCode();

  /** The worker's rows of the {@code most} newest windows; empty if it keeps no record. */
  List<ReportedWindow> reportedWindows(int most);

  /** Alerts sent so far, oldest first. */
  default List<String> alerts() {
    return List.of();
  }

  /** Text of the log so far; empty if there is none. */
  default String logText() {
    return "";
  }

  /** The fault for which its liveness check fails; empty while it is healthy. */
  default Optional<String> livenessFault() {
    return Optional.empty();
  }

  /** Findings of {@code doctor} beside the running worker. */
  default List<String> doctorFindings() {
    return List.of();
  }

  /** State folder, for a second process. */
  default Path stateFolder() {
    throw new UnsupportedOperationException("this scenario needs a program with a state folder");
  }

  /** Whether the worker keeps a record to compare with the network's. */
  default boolean keepsRecord() {
    return true;
  }

  /** Sends the process a signal that it survives, such as HUP. */
  default void sendSignal(String name) throws Exception {
    throw new UnsupportedOperationException("this scenario needs a worker in a child process");
  }

  /**
   * Limits the size of the files that the process writes, in bytes, as on a full disk.
   *
   * @throws java.io.IOException if the system has no such command, or forbids it
   */
  default void limitFileSize(long bytes) throws Exception {
    throw new UnsupportedOperationException("this scenario needs a worker in a child process");
  }

  /**
   * Ends the process by a signal such as TERM or KILL.
   *
   * @return the exit code
   */
  default int endBySignal(String signal) throws Exception {
    throw new UnsupportedOperationException("this scenario needs a worker in a child process");
  }

  @Override
  void close();

  /**
   * A worker's own row of one window.
   *
   * @param state lower-case name, e.g. {@code accepted}
   * @param closed whether the state is final
   * @param reason name of the last reason, e.g. {@code NO_ENDPOINT}; null if there is none
   * @param reasonText the reason as a sentence, null if there is none
   * @param value null before the claim
   * @param txHash hash of the transaction that may be or was included, null before
   */
  public record ReportedWindow(
      long topicId,
      Role role,
      long nonce,
      String state,
      boolean closed,
      String reason,
      String reasonText,
      String value,
      String txHash) {
    /**
     * Whether the row is closed or sent, so that the worker has nothing left to try; false for
     * null.
     */
    public static boolean isFinished(ReportedWindow reported) {
      return reported != null && (reported.closed() || reported.state().equals("sent"));
    }
  }

  /** Makes the worker under test; scenarios do not depend on the kind of program. */
  public interface WorkerUnderTestFactory {
    /** Address of the worker's account, for the genesis of the network. */
    String accountAddress();

    /** Makes a worker that is not started yet. */
    WorkerUnderTest create(WorkerEnvironment environment) throws Exception;

    /** Makes an empty folder for files of a scenario. */
    default Path newFolder() throws IOException {
      throw new UnsupportedOperationException("this scenario needs a program with a state folder");
    }

    /**
     * Starts a process of the program with its own command line.
     *
     * @param state its state folder
     * @param settings over those of the environment
     */
    default ExtraProcess startProcess(
        WorkerEnvironment environment, Path state, Map<String, String> settings, String... command)
        throws IOException {
      throw new UnsupportedOperationException("this scenario needs a program with a state folder");
    }

    /** Starts a command of the program that takes no settings and has no state, such as train. */
    default ExtraProcess startTool(String... command) throws IOException {
      throw new UnsupportedOperationException("this scenario needs a program with commands");
    }

    /** One more process beside the worker. */
    interface ExtraProcess extends AutoCloseable {
      /** Exit code, empty while it runs. */
      OptionalInt exitCode();

      /** Its whole output, log included. */
      String output();

      @Override
      void close();
    }

    /**
     * Network and settings for the worker.
     *
     * @param modelUri a model server that gives a value at any path
     * @param topics topics to submit to
     * @param settings settings of the scenario beside the addresses
     * @param childProcess whether it must be a process of its own
     * @param hostClock the host's clock, which is the chain's unless a scenario shifts it
     * @param monotonicNanos the host's monotonic clock, which skips ahead with the network
     */
    record WorkerEnvironment(
        Devnet devnet,
        String chainId,
        URI modelUri,
        List<Long> topics,
        Map<String, String> settings,
        boolean childProcess,
        InstantSource hostClock,
        LongSupplier monotonicNanos) {
      public WorkerEnvironment {
        topics = List.copyOf(topics);
        settings = Map.copyOf(settings);
      }
    }
  }
}
