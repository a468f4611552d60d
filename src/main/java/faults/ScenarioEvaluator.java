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

/** Compares the windows of a run with their expectations and counts the results. */
final class ScenarioEvaluator {
  private final Scenario scenario;
  private final long seed;
  private final boolean recorded;
  private final List<String> faults = new ArrayList<>();
  private final List<String> unmet = new ArrayList<>();
  private final List<Long> delays = new ArrayList<>();
  private final List<Double> seconds = new ArrayList<>();
  private int windows;
  private int met;
  private int included;
  private BigInteger fees = BigInteger.ZERO;
  private int correctRows;
  private int rows;
  private long duplicates;

  /**
   * @param recorded whether the worker keeps a record; if not, only the network's record counts
   */
  ScenarioEvaluator(Scenario scenario, long seed, boolean recorded) {
    this.recorded = recorded;
    this.scenario = scenario;
    this.seed = seed;
  }

  /**
   * @param seen outcome of the epoch's window in each topic
   */
  void add(PlayedEpoch played, List<WindowOutcome> seen) {
    ScenarioEpoch step = played.epoch();
    played.violations().forEach(it -> faults.add(step.label() + ": " + it));
    boolean opened = seen.stream().anyMatch(this::isJudged);
    if (opened != step.expectation().windowOpens()) {
      faults.add(step.label() + (opened ? ": a window opened" : ": no window opened"));
    }
    seen.forEach(it -> add(step, it, played.countsInResult()));
  }

  private void add(ScenarioEpoch step, WindowOutcome seen, boolean counts) {
    String place = step.label() + ", nonce " + seen.networkRecord().nonce() + ": ";
    checkRecords(place, seen, step.expectation().workerSilent());
    WindowExpectation expected = isJudged(seen) ? step.expectation() : WindowExpectation.accepted();
    boolean kept = isMet(expected, seen);
    if (!kept) {
      String sentence = place + "expected " + expected.text() + ", seen " + seen;
      (counts ? unmet : faults).add(sentence);
    }
    if (counts) {
      countWindow(seen, kept);
    }
  }

  /** Whether it is of the role that the scenario is about; the other one is not disturbed. */
  private boolean isJudged(WindowOutcome seen) {
    return seen.networkRecord().role() == scenario.setup().roles().get(0);
  }

  /**
   * Checks what must hold in every scenario: no duplicate, and a row that agrees with the network.
   */
  private void checkRecords(String place, WindowOutcome seen, boolean silent) {
    if (recorded && silent) {
      rows++;
      correctRows += seen.reported() == null ? 1 : 0;
    } else if (recorded) {
      rows++;
      seen.contradiction()
          .ifPresentOrElse(it -> faults.add(place + "the row " + it), () -> correctRows++);
    }
    duplicates += seen.networkRecord().duplicateCount();
    if (seen.networkRecord().duplicateCount() > 0) {
      faults.add(place + "a duplicate was included");
    }
  }

  private boolean isMet(WindowExpectation expected, WindowOutcome seen) {
    if (!recorded && expected.notStored()) {
      return seen.networkRecord().acceptedPayloads().isEmpty();
    }
    try {
      return expected.condition().test(seen);
    } catch (NullPointerException | IndexOutOfBoundsException e) {
      // the condition reads a row or a submission that does not exist
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
      all.addAll(unmet);
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
        correctRows,
        delays,
        seconds,
        all,
        took);
  }

  /**
   * An epoch that is over.
   *
   * @param countsInResult whether it is an epoch of the scenario, not one of those without faults
   *     before and after
   * @param exitCode the worker's exit code, if it had ended by itself
   * @param violations violated side conditions, a sentence each
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
