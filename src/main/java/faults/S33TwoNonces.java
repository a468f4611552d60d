package faults;

import static faults.Acts.always;
import static faults.Expectation.hit;

import devnet.Judge.NonceRecord;
import devnet.Script;
import devnet.Script.Act;
import devnet.TopicOptions;
import java.time.Duration;
import java.util.List;

/** Windows longer than the epoch: two stand open at once. The newer one is answered first. */
final class S33TwoNonces {
  private static final long EPOCH = 400;

  private S33TwoNonces() {}

  static Scenario scenario() {
    TopicOptions overlapping = TopicOptions.logReturn(67).withBlocks(EPOCH, 600, EPOCH * 168);
    return Scenario.of("S33", "Two nonces open at the same time: newest first, then the older")
        .in(world -> world.topics(List.of(overlapping)))
        .epoch("nodes down until the next opens", S33TwoNonces::waits, hit().included(1))
        .epoch("that next one", it -> {}, hit().included(1));
  }

  private static void waits(Stage stage) {
    stage.nodes(always(new Act.Cut()));
    stage.patience(Duration.ofSeconds(1));
    stage.at(EPOCH + 2, () -> answers(stage));
  }

  private static void answers(Stage stage) {
    stage.nodes(Script.honest());
    stage.must("the newer one is answered first", () -> newerFirst(stage));
  }

  private static boolean newerFirst(Stage stage) {
    long older = stored(stage, stage.nonce());
    long newer = stored(stage, stage.nonce() + EPOCH);
    return newer > 0 && older >= newer;
  }

  /** Height of the block with the answer, or 0. */
  private static long stored(Stage stage, long nonce) {
    return stage.devnet().judge().nonces(67).stream()
        .filter(it -> it.nonce() == nonce)
        .map(NonceRecord::accepted)
        .flatMap(List::stream)
        .mapToLong(it -> it.height())
        .findFirst()
        .orElse(0);
  }
}
