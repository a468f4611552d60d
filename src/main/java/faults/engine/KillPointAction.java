package faults.engine;

import devnet.Devnet;
import devnet.fault.FaultPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

/** At the request that a cut names something is done to the worker, once, by another thread. */
public final class KillPointAction implements FaultPolicy {
  private static final long TOPIC = 67;

  /** What a service manager gives before it kills. */
  private static final Duration LIMIT = Duration.ofSeconds(10);

  /** The other question of which the worker learns that its inference is stored. */
  private static final String STORED = "_inference";

  private final EpochContext stage;
  private final KillPoint cut;
  private final EpochContext.EpochAction deed;
  private final AtomicBoolean triggered = new AtomicBoolean();

  /** Whether it wants to know what became of its transaction; then it hears no news too early. */
  private volatile boolean hasAskedForTx;

  private volatile boolean done;

  private KillPointAction(EpochContext stage, KillPoint cut, EpochContext.EpochAction deed) {
    this.stage = stage;
    this.cut = cut;
    this.deed = deed;
  }

  /**
   * World whose worker knows one node only, so that the cut's request comes that way, and hears at
   * its websocket of a window that a leap has brought.
   */
  public static ScenarioSetup singleNodeSetup(ScenarioSetup world) {
    return world
        .asChildProcess()
        .network(it -> it.withSpeed(25))
        .withSetting("network.endpoints", KillPointAction::endpointSetting);
  }

  private static String endpointSetting(Devnet devnet) {
    return "rest+%s,ws://%s/websocket"
        .formatted(devnet.restNodes().get(0).uri(), devnet.rpcUri().getAuthority());
  }

  public static void runAt(
      EpochContext stage, KillPoint cut, String what, EpochContext.EpochAction deed) {
    KillPointAction blow = new KillPointAction(stage, cut, deed);
    stage.restNode(0).setFaultPolicy(blow);
    stage.require(what, () -> blow.done);
  }

  /**
   * It is ended by a signal and starts again.
   *
   * @param code by which it must say of what it ended
   */
  public static void endBySignalAt(EpochContext stage, KillPoint cut, String signal, int code) {
    runAt(
        stage,
        cut,
        "ends of " + signal + " with " + code + " in " + LIMIT.toSeconds() + " s, starts again",
        () -> {
          Instant begin = Instant.now();
          int said = stage.worker().endBySignal(signal);
          Duration took = Duration.between(begin, Instant.now());
          stage.worker().start();
          if (said != code || took.compareTo(LIMIT) > 0) {
            throw new IllegalStateException(
                "exit code " + said + " after " + took.toSeconds() + " s");
          }
        });
  }

  @Override
  public RequestAction actionFor(String method, String path, long count) {
    boolean due =
        stage.devnet().height() >= stage.nonce()
            && (cut.matches(method, path) || hasAskedForTx && path.endsWith(STORED));
    hasAskedForTx |= due && cut.needsStored;
    if (due && cut.needsStored && !isStored()) {
      return NodeFaults.statusReply(503);
    }
    if (!due || !triggered.compareAndSet(false, true)) {
      return new RequestAction.AnswerNormally();
    }
    Thread hand = new Thread(() -> stage.runNow(this::runAction), "blow");
    hand.setDaemon(true);
    hand.start();
    return cut.action;
  }

  private boolean isStored() {
    return stage.devnet().submissions().nonceRecords(TOPIC).stream()
        .anyMatch(it -> it.nonce() == stage.nonce() && !it.acceptedPayloads().isEmpty());
  }

  private void runAction() throws Exception {
    deed.run();
    done = true;
  }
}
