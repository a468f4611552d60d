package faults.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One row of the table of scenarios: a world, and epochs in each of which something goes wrong. A
 * calm epoch comes before and after them. Its shortest form plays every epoch once, a longer one
 * goes round.
 *
 * @param requiredShare of the epochs that must end as expected; below 1 where faults come by chance
 */
public record Scenario(
    String id,
    String title,
    ScenarioSetup setup,
    List<ScenarioEpoch> epochs,
    double requiredShare) {
  public Scenario {
    epochs = List.copyOf(epochs);
  }

  public static Scenario of(String id, String title) {
    return new Scenario(id, title, ScenarioSetup.standard(), List.of(), 1);
  }

  public Scenario withSetup(UnaryOperator<ScenarioSetup> change) {
    return new Scenario(id, title, change.apply(setup), epochs, requiredShare);
  }

  /** One epoch more: what is done, and what must come of it. */
  public Scenario withEpoch(String label, Consumer<EpochContext> act, WindowExpectation expected) {
    List<ScenarioEpoch> more = new ArrayList<>(epochs);
    more.add(new ScenarioEpoch(label, act, expected));
    return new Scenario(id, title, setup, more, requiredShare);
  }

  public Scenario requiredShare(double least) {
    return new Scenario(id, title, setup, epochs, least);
  }

  /** Step for the epoch of this number, from 0. */
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
   * @param action what is done to the world, shortly before the windows open
   * @param expectation of every topic's window
   */
  public record ScenarioEpoch(
      String label, Consumer<EpochContext> action, WindowExpectation expectation) {
    /** Nothing happens, and the window gets its submission. */
    public static ScenarioEpoch withoutFaults(String label) {
      return new ScenarioEpoch(label, epoch -> {}, WindowExpectation.accepted());
    }
  }
}
