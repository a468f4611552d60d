package faults;

import java.util.function.Consumer;

/**
 * One epoch of a scenario.
 *
 * @param act what is done to the world, shortly before the windows open
 * @param expected of every topic's window
 */
record Step(String label, Consumer<Stage> act, Expectation expected) {
  /** Nothing happens, and the window is answered. */
  static Step calm(String label) {
    return new Step(label, stage -> {}, Expectation.hit());
  }
}
