package faults;

import faults.engine.Scenario;
import faults.engine.Scenario.ScenarioEpoch;
import faults.engine.WindowExpectation;
import faults.engine.WindowExpectation.WindowOutcome;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** Adds up what came of the windows of a run. */
final class ScenarioEvaluator {
  private final Scenario scenario;
  private final long seed;
  private final boolean recorded;
  private final List<String> faults = new ArrayList<>();
  private final List<String> broken = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private int windows;
  private int met;
  private int included;
  private BigInteger fees = BigInteger.ZERO;
  private int honest;
  private int rows;
  private long duplicates;

  /**
   * @param recorded whether the worker keeps a record; if not, only the network's counts
   */
  ScenarioEvaluator(Scenario scenario, long seed, boolean recorded) {
    this.recorded = recorded;
    this.scenario = scenario;
    this.seed = seed;
  }

  /**
   * @param seen how the window of each topic ended
   */
  void add(PlayedEpoch played, List<WindowOutcome> seen) {
    ScenarioEpoch step = played.epoch();
    played.violations().forEach(it -> faults.add(step.label() + ": " + it));
    if (seen.isEmpty() == step.expectation().windowOpens()) {
      faults.add(step.label() + (seen.isEmpty() ? ": no window opened" : ": a window opened"));
    }
    seen.forEach(it -> add(step, it, played.countsInResult()));
  }

  private void add(ScenarioEpoch step, WindowOutcome seen, boolean counts) {
    String place = step.label() + ", nonce " + seen.networkRecord().nonce() + ": ";
    checkRecords(place, seen, step.expectation().workerSilent());
    boolean kept = isMet(step.expectation(), seen);
    if (!kept) {
      String sentence = place + "expected " + step.expectation().text() + ", seen " + seen;
      (counts ? broken : faults).add(sentence);
    }
    if (counts) {
      countWindow(seen, kept);
    }
  }

  /** What no scenario excuses. */
  private void checkRecords(String place, WindowOutcome seen, boolean silent) {
    if (recorded && silent) {
      rows++;
      honest += seen.reported() == null ? 1 : 0;
    } else if (recorded) {
      rows++;
      seen.contradiction()
          .ifPresentOrElse(it -> faults.add(place + "the row " + it), () -> honest++);
    }
    duplicates += seen.networkRecord().duplicateCount();
    if (seen.networkRecord().duplicateCount() > 0) {
      faults.add(place + "answered twice");
    }
  }

  private boolean isMet(WindowExpectation expected, WindowOutcome seen) {
    if (!recorded && expected.notStored()) {
      return seen.networkRecord().acceptedPayloads().isEmpty();
    }
    try {
      return expected.condition().test(seen);
    } catch (NullPointerException | IndexOutOfBoundsException e) {
      // a condition on a row or a hit that is not there
      return false;
    }
  }

  private void countWindow(WindowOutcome seen, boolean kept) {
    windows++;
    met += kept ? 1 : 0;
    included += seen.includedCount();
    fees = fees.add(seen.totalFees());
    if (seen.isAccepted()) {
      delays.add(seen.blocksToInclusion());
      seconds.add(seen.secondsToInclusion());
    }
  }

  ScenarioResult result(Duration took) {
    List<String> all = new ArrayList<>(faults);
    if (met < Math.ceil(scenario.requiredShare() * windows - 1e-9)) {
      all.addAll(broken);
    }
    return new ScenarioResult(
        scenario,
        seed,
        windows,
        met,
        included,
        fees,
        duplicates,
        rows,
        honest,
        delays,
        seconds,
        all,
        took);
  }

  /**
   * An epoch that is over.
   *
   * @param countsInResult whether it is one of the scenario's own, and not a calm one
   * @param exitCode the worker's exit code, if it had ended by itself
   * @param violations what was violated beside the rows, a sentence each
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
}
