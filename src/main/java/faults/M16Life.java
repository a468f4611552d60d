package faults;

import static faults.Acts.BROADCAST;
import static faults.Acts.always;
import static faults.Acts.before;
import static faults.Acts.first;
import static faults.Acts.html;
import static faults.Acts.json;
import static faults.Acts.on;
import static faults.Acts.path;
import static faults.Acts.status;
import static faults.Expectation.hit;

import devnet.Script;
import devnet.Script.Act;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * The life of the program that came before: 854 epochs of 720 blocks at 5.65 s, with the troubles
 * that its records name, as often as they name them, in an order drawn once.
 */
final class M16Life {
  static final int EPOCHS = 854;

  private static final BiPredicate<String, String> ACCOUNT = path("/auth/v1beta1/account");

  private static final String WRONG =
      """
      {"info":{"address":"%s","account_number":"1","sequence":"900"}}
      """;

  /** Blocks that a market stays away, 20 minutes. */
  private static final long AWAY = 212;

  private M16Life() {}

  static Scenario scenario() {
    List<Step> life = new ArrayList<>();
    add(life, 16, "a node refuses", it -> it.node(0).down());
    add(life, 15, "a node hangs", it -> it.node(0).script(always(new Act.Hang())));
    add(life, 15, "a web page for a node", it -> it.node(0).script(always(html())));
    add(life, 48, "no market for 20 minutes", M16Life::noMarket);
    add(life, 47, "restarted in the window", M16Life::restarted);
    add(life, 15, "the send is turned down", it -> it.nodes(on(BROADCAST, first(1, status(503)))));
    add(life, 9, "the reply is lost", it -> it.nodes(on(BROADCAST, first(2, new Act.Truncate()))));
    add(life, 6, "sequence spent by another", M16Life::spent);
    add(life, 1, "a node tells another sequence", M16Life::wrongSequence);
    add(life, 1, "the account hangs", it -> it.nodes(on(ACCOUNT, first(2, new Act.Hang()))));
    add(life, 1, "the least fee rises", M16Life::dearer);
    add(life, EPOCHS - life.size(), "calm", it -> {});
    Collections.shuffle(life, new Random(EPOCHS));
    return new Scenario("M16", "The predecessor's 854 epochs", world(), life, 0.99);
  }

  private static World world() {
    return World.standard().nodes(3).network(it -> it.withBlockTime(Duration.ofMillis(5_650)));
  }

  private static void add(List<Step> life, int times, String label, Consumer<Stage> act) {
    life.addAll(Collections.nCopies(times, new Step(label, act, hit())));
  }

  private static void noMarket(Stage stage) {
    stage.market().script(always(status(503)));
    stage.at(AWAY, () -> stage.market().script(Script.honest()));
  }

  private static void restarted(Stage stage) {
    stage.at(
        1,
        () -> {
          stage.worker().stop();
          stage.worker().start();
        });
  }

  private static void spent(Stage stage) {
    stage.nodes(before(BROADCAST, () -> stage.chain().spendSequence(stage.address())));
  }

  private static void wrongSequence(Stage stage) {
    stage.nodes(on(ACCOUNT, first(2, json(WRONG.formatted(stage.address())))));
  }

  private static void dearer(Stage stage) {
    stage.nodes(before(BROADCAST, () -> stage.chain().gasPrice(new BigDecimal(20))));
    stage.afterwards(() -> stage.chain().gasPrice(BigDecimal.TEN));
  }
}
