package faults;

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
public interface Workers {
  /** Account the simulated network shall know. */
  String address();

  /** Not started yet. */
  Worker make(Place place) throws Exception;

  /** A fresh folder for files of a scenario. */
  default Path folder() throws IOException {
    throw new UnsupportedOperationException("this scenario needs a program with a state folder");
  }

  /**
   * Starts a process of the program with a command line of its own.
   *
   * @param state its state folder
   * @param settings over those of the place
   */
  default Other beside(Place place, Path state, Map<String, String> settings, String... command)
      throws IOException {
    throw new UnsupportedOperationException("this scenario needs a program with a state folder");
  }

  /** Starts a command of the program that takes no settings and has no state, such as train. */
  default Other tool(String... command) throws IOException {
    throw new UnsupportedOperationException("this scenario needs a program with commands");
  }

  /** One more process beside the worker. */
  interface Other extends AutoCloseable {
    /** Exit code, empty while it runs. */
    OptionalInt exit();

    /** Everything it has said, its log included. */
    String said();

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
  record Place(
      Devnet devnet,
      String chainId,
      URI model,
      List<Long> topics,
      Map<String, String> settings,
      boolean child,
      InstantSource clock,
      LongSupplier nanos) {
    public Place {
      topics = List.copyOf(topics);
      settings = Map.copyOf(settings);
    }
  }
}
