package faults.worker;

import devnet.Devnet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.LongSupplier;

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
   * @param topics to answer
   * @param settings what the scenario sets besides the addresses
   * @param child whether it must be a process of its own
   * @param clock what the host says the time is, which is the chain's unless a scenario lies
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
