package faults;

import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Adds up what came of the windows of a run. */
final class Verdict {
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
  private long doubles;

  /**
   * @param recorded whether the worker keeps a record; if not, only the network's counts
   */
  Verdict(Scenario scenario, long seed, boolean recorded) {
    this.recorded = recorded;
    this.scenario = scenario;
    this.seed = seed;
  }

  /**
   * @param seen how the window of each topic ended
   */
  void take(Played played, List<Seen> seen) {
    Step step = played.step();
    played.broken().forEach(it -> faults.add(step.label() + ": " + it));
    if (seen.isEmpty() == step.expected().opens()) {
      faults.add(step.label() + (seen.isEmpty() ? ": no window opened" : ": a window opened"));
    }
    seen.forEach(it -> take(step, it, played.counts()));
  }

  private void take(Step step, Seen seen, boolean counts) {
    String place = step.label() + ", nonce " + seen.truth().nonce() + ": ";
    judge(place, seen, step.expected().silent());
    boolean kept = met(step.expected(), seen);
    if (!kept) {
      String sentence = place + "expected " + step.expected().text() + ", seen " + seen;
      (counts ? broken : faults).add(sentence);
    }
    if (counts) {
      count(seen, kept);
    }
  }

  /** What no scenario excuses. */
  private void judge(String place, Seen seen, boolean silent) {
    if (recorded && silent) {
      rows++;
      honest += seen.told() == null ? 1 : 0;
    } else if (recorded) {
      rows++;
      seen.lie().ifPresentOrElse(it -> faults.add(place + "the row " + it), () -> honest++);
    }
    doubles += seen.truth().doubles();
    if (seen.truth().doubles() > 0) {
      faults.add(place + "answered twice");
    }
  }

  private boolean met(Expectation expected, Seen seen) {
    if (!recorded && expected.lost()) {
      return seen.truth().accepted().isEmpty();
    }
    try {
      return expected.met().test(seen);
    } catch (NullPointerException | IndexOutOfBoundsException e) {
      // a condition on a row or a hit that is not there
      return false;
    }
  }

  private void count(Seen seen, boolean kept) {
    windows++;
    met += kept ? 1 : 0;
    included += seen.attempts();
    fees = fees.add(seen.fees());
    if (seen.hit()) {
      delays.add(seen.delay());
      seconds.add(seen.seconds());
    }
  }

  Result result(Duration took) {
    List<String> all = new ArrayList<>(faults);
    if (met < Math.ceil(scenario.share() * windows - 1e-9)) {
      all.addAll(broken);
    }
    return new Result(
        scenario, seed, windows, met, included, fees, doubles, rows, honest, delays, seconds, all,
        took);
  }
}
