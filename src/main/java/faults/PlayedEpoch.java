package faults;

import faults.engine.ScenarioEpoch;
import java.util.List;
import java.util.OptionalInt;

/**
 * An epoch that is over.
 *
 * @param countsInResult whether it is one of the scenario's own, and not a calm one
 * @param exitCode the worker's exit code, if it had ended by itself
 * @param violations promises beside the rows, a sentence each
 */
record PlayedEpoch(
    ScenarioEpoch epoch,
    long nonce,
    boolean countsInResult,
    OptionalInt exitCode,
    List<String> violations) {
  PlayedEpoch {
    violations = List.copyOf(violations);
  }
}
