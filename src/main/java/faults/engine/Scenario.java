package faults.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * A scenario: a setup, and epochs each with a fault. An epoch without faults is played before and
 * after them. The shortest form plays every epoch once, a longer one repeats them in order.
 *
 * @param requiredShare share of the epochs that must end as expected; below 1 where faults come by
 *     chance
 * @param before epoch without faults that is played first
 */
public record Scenario(
    String id,
    String title,
    ScenarioSetup setup,
    List<ScenarioEpoch> epochs,
    double requiredShare,
    ScenarioEpoch before) {
  public Scenario {
    epochs = List.copyOf(epochs);
  }

  public static Scenario of(String id, String title) {
    return new Scenario(
        id, title, ScenarioSetup.standard(), List.of(), 1, ScenarioEpoch.withoutFaults("before"));
  }

  public Scenario withSetup(UnaryOperator<ScenarioSetup> change) {
    return new Scenario(id, title, change.apply(setup), epochs, requiredShare, before);
  }

  /** Adds an epoch: the fault, and the expected outcome of its windows. */
  public Scenario withEpoch(String label, Consumer<EpochContext> act, WindowExpectation expected) {
    List<ScenarioEpoch> more = new ArrayList<>(epochs);
    more.add(new ScenarioEpoch(label, act, expected));
    return new Scenario(id, title, setup, more, requiredShare, before);
  }

  public Scenario requiredShare(double least) {
    return new Scenario(id, title, setup, epochs, least, before);
  }

  /** Where the worker cannot submit to its first window, whatever it does. */
  public Scenario withFirstEpoch(WindowExpectation expected) {
    ScenarioEpoch first = new ScenarioEpoch("before", it -> {}, expected);
    return new Scenario(id, title, setup, epochs, requiredShare, first);
  }

  /** The epoch with this number, from 0; numbers beyond the last epoch start over. */
  public ScenarioEpoch epochAt(int epoch) {
    return epochs.get(epoch % epochs.size());
  }

  @Override
  public String toString() {
    return id + " " + title;
  }

  /**
   * One epoch of a scenario.
   *
   * @param action runs shortly before the windows open
   * @param expectation outcome expected of every topic's window
   */
  public record ScenarioEpoch(
      String label, Consumer<EpochContext> action, WindowExpectation expectation) {
    /** An epoch without faults, whose window must be accepted. */
    public static ScenarioEpoch withoutFaults(String label) {
      return new ScenarioEpoch(label, epoch -> {}, WindowExpectation.accepted());
    }
  }
}
