package faults;

import devnet.Devnet;
import devnet.Script;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** At the request that a cut names something is done to the worker, once, by another thread. */
final class Blow implements Script {
  private static final long TOPIC = 67;

  /** What a service manager gives before it kills. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The other question of which the worker learns that its inference is stored. */
  private static final String STORED = "_inference";

  private final Stage stage;
  private final Cut cut;
  private final Stage.Deed deed;
  private final AtomicBoolean struck = new AtomicBoolean();

  /** Whether it wants to know what became of its transaction; then it hears no news too early. */
  private volatile boolean asked;

  private volatile boolean done;

  private Blow(Stage stage, Cut cut, Stage.Deed deed) {
    this.stage = stage;
    this.cut = cut;
    this.deed = deed;
  }

  /**
   * World whose worker knows one node only, so that the cut's request comes that way, and hears at
   * its websocket of a window that a leap has brought.
   */
  static World world(World world) {
    return world
        .inChild()
        .network(it -> it.withSpeed(25))
        .set("network.endpoints", Blow::endpoints);
  }

  private static String endpoints(Devnet devnet) {
    return "rest+%s,ws://%s/websocket"
        .formatted(devnet.nodes().get(0).uri(), devnet.rpc().getAuthority());
  }

  static void at(Stage stage, Cut cut, String what, Stage.Deed deed) {
    Blow blow = new Blow(stage, cut, deed);
    stage.node(0).script(blow);
    stage.must(what, () -> blow.done);
  }

  /**
   * It is ended by a signal and starts again.
   *
   * @param code by which it must say of what it ended
   */
  static void ends(Stage stage, Cut cut, String signal, int code) {
    at(
        stage,
        cut,
        "ends of " + signal + " with " + code + " in " + LIMIT.toSeconds() + " s, starts again",
        () -> {
          Instant begin = Instant.now();
          int said = stage.worker().end(signal);
          Duration took = Duration.between(begin, Instant.now());
          stage.worker().start();
          if (said != code || took.compareTo(LIMIT) > 0) {
            throw new IllegalStateException(
                "exit code " + said + " after " + took.toSeconds() + " s");
          }
        });
  }

  @Override
  public Act on(String method, String path, long count) {
    boolean due =
        stage.devnet().height() >= stage.nonce()
            && (cut.meets(method, path) || asked && path.endsWith(STORED));
    asked |= due && cut.stored;
    if (due && cut.stored && !stored()) {
      return Acts.status(503);
    }
    if (!due || !struck.compareAndSet(false, true)) {
      return new Act.Answer();
    }
    Thread hand = new Thread(() -> stage.now(this::strike), "blow");
    hand.setDaemon(true);
    hand.start();
    return cut.act;
  }

  private boolean stored() {
    return stage.devnet().judge().nonces(TOPIC).stream()
        .anyMatch(it -> it.nonce() == stage.nonce() && !it.accepted().isEmpty());
  }

  private void strike() throws Exception {
    deed.run();
    done = true;
  }
}
