package faults;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * One row of the table of scenarios: a world, and epochs in each of which something goes wrong. A
 * calm epoch comes before and after them. Its shortest form plays every epoch once, a longer one
 * goes round.
 *
 * @param share of the epochs that must end as expected; below 1 where faults come by chance
 */
public record Scenario(String id, String title, World world, List<Step> steps, double share) {
  public Scenario {
    steps = List.copyOf(steps);
  }

  static Scenario of(String id, String title) {
    return new Scenario(id, title, World.standard(), List.of(), 1);
  }

  Scenario in(UnaryOperator<World> change) {
    return new Scenario(id, title, change.apply(world), steps, share);
  }

  /** One epoch more: what is done, and what must come of it. */
  Scenario epoch(String label, Consumer<Stage> act, Expectation expected) {
    List<Step> more = new ArrayList<>(steps);
    more.add(new Step(label, act, expected));
    return new Scenario(id, title, world, more, share);
  }

  Scenario share(double least) {
    return new Scenario(id, title, world, steps, least);
  }

  /** Step for the epoch of this number, from 0. */
  Step step(int epoch) {
    return steps.get(epoch % steps.size());
  }

  @Override
  public String toString() {
    return id + " " + title;
  }
}
