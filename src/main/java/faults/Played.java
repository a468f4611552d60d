package faults;

import java.util.List;
import java.util.OptionalInt;

/**
 * An epoch that is over.
 *
 * @param counts whether it is one of the scenario's own, and not a calm one
 * @param exit the worker's exit code, if it had ended by itself
 * @param broken promises beside the rows, a sentence each
 */
record Played(Step step, long nonce, boolean counts, OptionalInt exit, List<String> broken) {
  Played {
    broken = List.copyOf(broken);
  }
}
