package faults;

import devnet.Devnet;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** Makes the program under test; what kind of program that is, is not the scenario's business. */
public interface Workers {
  /** Account the simulated network shall know. */
  String address();

  /** Not started yet. */
  Worker make(Place place) throws Exception;

  /**
   * Where the worker is to work.
   *
   * @param topics to answer
   * @param settings what the scenario sets besides the addresses
   * @param child whether it must be a process of its own
   * @param nanos monotonic clock that leaps with the simulated world
   */
  record Place(
      Devnet devnet,
      List<Long> topics,
      Map<String, String> settings,
      boolean child,
      LongSupplier nanos) {
    public Place {
      topics = List.copyOf(topics);
      settings = Map.copyOf(settings);
    }
  }
}
