package faults;

import static faults.Expectation.hit;

import java.util.function.Consumer;

/** Asked to end in any state it ends in good order; a terminal that closes does not end it. */
final class S17Asked {
  private S17Asked() {}

  static Scenario scenario() {
    return Scenario.of("S17", "SIGTERM and SIGHUP while open, claimed, signed, sent")
        .in(Blow::world)
        .epoch("HUP, open", hup(Cut.BEFORE_CLAIM), hit().included(1))
        .epoch("HUP, signed", hup(Cut.BEFORE_BROADCAST), hit().included(1))
        .epoch("HUP, sent", hup(Cut.AFTER_BROADCAST), hit().included(1))
        .epoch("TERM, open", term(Cut.BEFORE_CLAIM), hit().included(1))
        .epoch("TERM, claimed", term(Cut.AFTER_CLAIM), hit().included(1))
        .epoch("TERM, signed", term(Cut.BEFORE_BROADCAST), hit().included(1))
        .epoch("TERM, sent", term(Cut.AFTER_BROADCAST), hit().included(1));
  }

  private static Consumer<Stage> term(Cut cut) {
    return stage -> Blow.ends(stage, cut, "TERM", 143);
  }

  private static Consumer<Stage> hup(Cut cut) {
    return stage -> {
      Blow.at(stage, cut, "told of HUP", () -> stage.worker().signal("HUP"));
      stage.must("goes on", () -> stage.worker().exit().isEmpty());
    };
  }
}
