package faults;

import static faults.Acts.BROADCAST;
import static faults.Acts.before;
import static faults.Acts.first;
import static faults.Acts.json;
import static faults.Acts.on;
import static faults.Acts.path;
import static faults.Expectation.hit;

import devnet.Script;
import devnet.Script.Act;
import java.util.function.BiPredicate;

/** The account's sequence is not what it was; and the very first one, 0, is as good as any. */
final class S14SequenceTrouble {
  private static final BiPredicate<String, String> ACCOUNT = path("/auth/v1beta1/account");

  private static final String INFO =
      """
      {"info":{"address":"%s","pub_key":null,"account_number":"1","sequence":"900"}}
      """;

  private S14SequenceTrouble() {}

  static Scenario scenario() {
    return Scenario.of("S14", "Sequence 0, too low, too high; the account query times out")
        .in(world -> world.nodes(2))
        .epoch("spent by another", S14SequenceTrouble::spent, hit().included(1))
        .epoch("a node tells 900", S14SequenceTrouble::tooHigh, hit().included(1))
        .epoch("account hangs twice", it -> it.nodes(hanging(2)), hit().included(1))
        .epoch("account hangs six times", it -> it.nodes(hanging(6)), hit().included(1));
  }

  private static void spent(Stage stage) {
    stage.nodes(before(BROADCAST, () -> stage.chain().spendSequence(stage.address())));
  }

  private static void tooHigh(Stage stage) {
    stage.nodes(on(ACCOUNT, first(2, json(INFO.formatted(stage.address())))));
  }

  private static Script hanging(int times) {
    return on(ACCOUNT, first(times, new Act.Hang()));
  }
}
