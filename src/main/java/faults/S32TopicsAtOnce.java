package faults;

import static faults.Expectation.hit;

/** One wallet has one sequence: three topics must not get into each other's way. */
final class S32TopicsAtOnce {
  private S32TopicsAtOnce() {}

  static Scenario scenario() {
    return Scenario.of("S32", "Three topics, one wallet, windows open in the same block")
        .in(world -> world.topics(66, 67, 68))
        .epoch("all at once", it -> {}, hit().included(1))
        .epoch("blocks take two more", it -> it.chain().delayInclusion(2), hit().included(1));
  }
}
