package faults.engine;

import devnet.Devnet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

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

  /** Why it says of itself that it must be restarted; empty while it lives. */
  default Optional<String> livenessFault() {
    return Optional.empty();
  }

  /** What its operator is told who asks what is wrong. */
  default List<String> doctorFindings() {
    return List.of();
  }

  /** Its state folder, for a second process to find. */
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

  /**
   * What a worker's own record says about one window.
   *
   * @param state lower-case name, e.g. {@code accepted}
   * @param closed whether the state is final
   * @param reason name of the last reason, e.g. {@code NO_ENDPOINT}; null if there is none
   * @param reasonText the same as a sentence, null with it
   * @param value null before the claim
   * @param txHash of the transaction that may be or was included, null before
   */
  public record ReportedWindow(
      long topicId,
      long nonce,
      String state,
      boolean closed,
      String reason,
      String reasonText,
      String value,
      String txHash) {
    /** Whether its worker cannot do anything more for the window just now; null is no. */
    public static boolean isFinished(ReportedWindow reported) {
      return reported != null && (reported.closed() || reported.state().equals("sent"));
    }
  }

  /** Makes the program under test; what kind of program that is, is not the scenario's business. */
  public interface WorkerUnderTestFactory {
    /** Account the simulated network shall know. */
    String accountAddress();

    /** Not started yet. */
    WorkerUnderTest create(WorkerEnvironment environment) throws Exception;

    /** A fresh folder for files of a scenario. */
    default Path newFolder() throws IOException {
      throw new UnsupportedOperationException("this scenario needs a program with a state folder");
    }

    /**
     * Starts a process of the program with a command line of its own.
     *
     * @param state its state folder
     * @param settings over those of the place
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

      /** Everything it has said, its log included. */
      String output();

      @Override
      void close();
    }

    /**
     * Where the worker is to work.
     *
     * @param chainId of the network
     * @param model where a model server answers any address
     * @param topics to submit to
     * @param settings what the scenario sets besides the addresses
     * @param child whether it must be a process of its own
     * @param clock what the host says the time is, which is the chain's unless a scenario shifts it
     * @param nanos monotonic clock that leaps with the simulated world
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
