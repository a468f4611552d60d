package faults.engine;

import java.util.function.Consumer;

/**
 * One epoch of a scenario.
 *
 * @param action what is done to the world, shortly before the windows open
 * @param expectation of every topic's window
 */
public record ScenarioEpoch(
    String label, Consumer<EpochContext> action, WindowExpectation expectation) {
  /** Nothing happens, and the window is answered. */
  public static ScenarioEpoch withoutFaults(String label) {
    return new ScenarioEpoch(label, epoch -> {}, WindowExpectation.accepted());
  }
}
