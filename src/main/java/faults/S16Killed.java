package faults;

import static faults.Expectation.hit;

import java.util.function.Consumer;

/** A process that dies without warning leaves a journal from which the next one goes on. */
final class S16Killed {
  private static final int KILLED = 137;

  private S16Killed() {}

  static Scenario scenario() {
    return Scenario.of("S16", "kill -9 before sign, after journal, sent, included, before close")
        .in(Blow::world)
        .epoch("before it signs", killed(Cut.AFTER_CLAIM), hit().included(1))
        .epoch("after the journal's write", killed(Cut.AFTER_SIGNED), hit().included(1))
        .epoch("after the broadcast", killed(Cut.DURING_BROADCAST), hit().included(1))
        .epoch("included, the row not closed", killed(Cut.BEFORE_CLOSE), hit().included(1));
  }

  private static Consumer<Stage> killed(Cut cut) {
    return stage -> Blow.ends(stage, cut, "KILL", KILLED);
  }
}
