package faults.engine;

import base.DaemonThreads;
import devnet.Devnet;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Where in a cycle the daemon is killed. What the network gets to see at that moment is part of it:
 * the request of which the daemon dies may have taken effect or not.
 */
public enum KillPoint {
  /** It has just asked whether a window is open. */
  BEFORE_CLAIM(
      "GET", "/worker_submission_window_status/", new RequestAction.ReplyNormally(), 40, false),
  /** Its value is fixed, and it asks what the transaction would cost. */
  AFTER_CLAIM("POST", "/tx/v1beta1/simulate", new RequestAction.ReplyNormally(), 10, false),
  /** The signed bytes are in its journal; the request never gets through. */
  AFTER_SIGNED("POST", "/tx/v1beta1/txs", new RequestAction.NeverReply(), 5, false),
  /** The network cuts the line before it has read the transaction. */
  BEFORE_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.CloseConnection(), 0, false),
  /** The transaction is taken, the answer is lost. */
  DURING_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.LoseReply(), 0, false),
  /** The answer is on its way: before, while or after the daemon writes that it was sent. */
  AFTER_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.ReplyNormally(), 12, false),
  /** A block holds the transaction, and the daemon asks for news. */
  AFTER_INCLUSION("GET", "/tx/v1beta1/txs/", new RequestAction.NeverReply(), 50, true),
  /** The good news is on its way: before, while or after the daemon closes the window's row. */
  BEFORE_CLOSE("GET", "/tx/v1beta1/txs/", new RequestAction.ReplyNormally(), 15, true);

  private final String method;
  private final String path;
  public final RequestAction action;

  /** Longest wait between the request and the kill, in milliseconds. */
  public final int maxDelayMillis;

  /** Whether the inference must be stored first. */
  public final boolean needsStored;

  KillPoint(String method, String path, RequestAction act, int jitter, boolean stored) {
    this.method = method;
    this.path = path;
    this.action = act;
    this.maxDelayMillis = jitter;
    this.needsStored = stored;
  }

  public boolean matches(String asked, String where) {
    return asked.equals(method)
        && (path.endsWith("/") ? where.contains(path) : where.endsWith(path));
  }

  /** Whether this is the other request of which a daemon learns that its inference is stored. */
  public boolean matchesStoredInference(String where) {
    return needsStored && (where.endsWith("_inference") || where.contains("/inferences/"));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** At the request that a cut names something is done to the worker, once, by another thread. */
  public static final class KillPointAction implements FaultPolicy {
    private static final long TOPIC = 67;

    /** What a service manager gives before it kills. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

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
     * World whose worker knows one node only, so that the cut's request comes that way, and hears
     * at its websocket of a window that a leap has brought.
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
              && (cut.matches(method, path)
                  || cut.matchesStoredInference(path) && (hasAskedForTx || isStored()));
      hasAskedForTx |= due && cut.needsStored;
      if (due && cut.needsStored && !isStored()) {
        return NodeFaults.statusReply(503);
      }
      if (!due || !triggered.compareAndSet(false, true)) {
        return new RequestAction.ReplyNormally();
      }
      DaemonThreads.named("kill").newThread(() -> epoch.runNow(this::runAction)).start();
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
}
