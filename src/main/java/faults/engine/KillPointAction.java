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

  private final EpochContext epoch;
  private final KillPoint cut;
  private final EpochContext.EpochAction action;
  private final AtomicBoolean triggered = new AtomicBoolean();

  /** Whether it wants to know what became of its transaction; then it hears no news too early. */
  private volatile boolean hasAskedForTx;

  private volatile boolean done;

  private KillPointAction(EpochContext epoch, KillPoint cut, EpochContext.EpochAction action) {
    this.epoch = epoch;
    this.cut = cut;
    this.action = action;
  }

  /**
   * World whose worker knows one node only, so that the cut's request comes that way, and hears at
   * its websocket of a window that a leap has brought.
   */
  public static ScenarioSetup singleNodeSetup(ScenarioSetup setup) {
    return setup
        .asChildProcess()
        .network(it -> it.withSpeed(25))
        .withSetting("network.endpoints", KillPointAction::endpointSetting);
  }

  private static String endpointSetting(Devnet devnet) {
    return "rest+%s,ws://%s/websocket"
        .formatted(devnet.restNodes().get(0).uri(), devnet.rpcUri().getAuthority());
  }

  public static void runAt(
      EpochContext epoch, KillPoint cut, String what, EpochContext.EpochAction action) {
    KillPointAction killPointAction = new KillPointAction(epoch, cut, action);
    epoch.restNode(0).setFaultPolicy(killPointAction);
    epoch.require(what, () -> killPointAction.done);
  }

  /**
   * It is ended by a signal and starts again.
   *
   * @param code by which it must say of what it ended
   */
  public static void endBySignalAt(EpochContext epoch, KillPoint cut, String signal, int code) {
    runAt(
        epoch,
        cut,
        "ends of " + signal + " with " + code + " in " + LIMIT.toSeconds() + " s, starts again",
        () -> {
          Instant begin = Instant.now();
          int said = epoch.worker().endBySignal(signal);
          Duration took = Duration.between(begin, Instant.now());
          epoch.worker().start();
          if (said != code || took.compareTo(LIMIT) > 0) {
            throw new IllegalStateException(
                "exit code " + said + " after " + took.toSeconds() + " s");
          }
        });
  }

  @Override
  public RequestAction actionFor(String method, String path, long count) {
    boolean due =
        epoch.devnet().height() >= epoch.nonce()
            && (cut.matches(method, path) || hasAskedForTx && path.endsWith(STORED));
    hasAskedForTx |= due && cut.needsStored;
    if (due && cut.needsStored && !isStored()) {
      return NodeFaults.statusReply(503);
    }
    if (!due || !triggered.compareAndSet(false, true)) {
      return new RequestAction.AnswerNormally();
    }
    Thread hand = new Thread(() -> epoch.runNow(this::runAction), "blow");
    hand.setDaemon(true);
    hand.start();
    return cut.action;
  }

  private boolean isStored() {
    return epoch.devnet().submissions().nonceRecords(TOPIC).stream()
        .anyMatch(it -> it.nonce() == epoch.nonce() && !it.acceptedPayloads().isEmpty());
  }

  private void runAction() throws Exception {
    action.run();
    done = true;
  }
}
