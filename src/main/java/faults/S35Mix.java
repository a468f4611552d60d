package faults;

import static faults.Acts.BROADCAST;
import static faults.Acts.USUAL;
import static faults.Acts.chance;
import static faults.Acts.first;
import static faults.Acts.on;
import static faults.Acts.path;
import static faults.Acts.status;
import static faults.Expectation.hit;

import devnet.Script.Act;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/** A day of everything: each window has some of the faults above, drawn from the seed. */
final class S35Mix {
  /** Windows in 24 h, of 720 blocks of 5 s each. */
  private static final int DAY = 24;

  private static final List<Trouble> TROUBLES =
      List.of(
          new Trouble(
              50,
              List.of(
                  it -> it.nodes(chance(0.3, it.seed(), USUAL)),
                  it -> it.nodes(on(BROADCAST, first(2, new Act.Truncate()))),
                  it -> it.nodes(on(BROADCAST, first(3, status(503)))))),
          new Trouble(
              30,
              List.of(
                  it -> it.node(0).down(),
                  it -> it.node(1).freeze(true),
                  it -> it.node(2).lag(200),
                  it -> it.devnet().sockets().forEach(line -> line.silent(true)))),
          new Trouble(
              30,
              List.of(
                  it -> it.chain().spendSequence(it.address()),
                  it -> it.chain().dropNext(1),
                  it -> it.chain().failNext("emissions", 75, "unfulfilled nonce not found"),
                  it -> it.chain().gasSurge(1.5),
                  S35Mix::dearer,
                  S35Mix::halts)),
          new Trouble(
              20,
              List.of(
                  it -> it.model().script(on(path("/"), first(2, status(500)))),
                  it -> it.model().script(on(path("/"), first(1, new Act.Hang()))))),
          new Trouble(
              15,
              List.of(
                  S35Mix::restarted,
                  it -> clock(it, Duration.ofMinutes(10)),
                  it -> clock(it, Duration.ofMinutes(-10)))));

  private S35Mix() {}

  /** So many of a hundred windows have one of these. */
  private record Trouble(int percent, List<Consumer<Stage>> acts) {
    void strike(Stage stage, SplittableRandom random) {
      if (random.nextInt(100) < percent) {
        acts.get(random.nextInt(acts.size())).accept(stage);
      }
    }
  }

  static Scenario scenario() {
    Scenario day =
        Scenario.of("S35", "24 h of chain time, a random mix of the others at set rates")
            .in(world -> world.nodes(3).modelServer())
            .share(0.95);
    for (int hour = 0; hour < DAY; hour++) {
      day = day.epoch("hour " + hour, S35Mix::mixed, hit());
    }
    return day;
  }

  private static void mixed(Stage stage) {
    SplittableRandom random = new SplittableRandom(stage.seed());
    TROUBLES.forEach(it -> it.strike(stage, random));
  }

  private static void dearer(Stage stage) {
    stage.at(1, () -> stage.chain().gasPrice(new BigDecimal(20)));
    stage.afterwards(() -> stage.chain().gasPrice(BigDecimal.TEN));
  }

  private static void halts(Stage stage) {
    stage.at(1, () -> stage.chain().halt(Duration.ofMinutes(10)));
  }

  private static void restarted(Stage stage) {
    stage.at(
        1,
        () -> {
          stage.worker().stop();
          stage.worker().start();
        });
  }

  private static void clock(Stage stage, Duration off) {
    stage.host().clock(off);
    stage.afterwards(() -> stage.host().clock(Duration.ZERO));
  }
}
