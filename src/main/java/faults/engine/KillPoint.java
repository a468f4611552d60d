package faults.engine;

import base.DaemonThreads;
import devnet.Devnet;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import domain.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The request of a cycle at which the daemon is signalled. The point also determines the reply: the
 * request may have taken effect or not.
 */
public enum KillPoint {
  /** The daemon has just asked whether a window is open. */
  BEFORE_CLAIM(
      "GET", "/worker_submission_window_status/", new RequestAction.ReplyNormally(), 40, false),
  /**
   * The value is claimed; the daemon asks what it needs to sign. It does not simulate each time.
   */
  AFTER_CLAIM("GET", "/bank/v1beta1/balances/", new RequestAction.ReplyNormally(), 10, false),
  /** The signed bytes are in the journal; the broadcast never gets a reply. */
  AFTER_SIGNED("POST", "/tx/v1beta1/txs", new RequestAction.NeverReply(), 5, false),
  /** The node closes the connection before it has read the transaction. */
  BEFORE_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.CloseConnection(), 0, false),
  /** The node has taken the transaction; its reply is lost. */
  DURING_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.LoseReply(), 0, false),
  /**
   * The reply to the broadcast is sent: the signal comes before, while or after the daemon records
   * it.
   */
  AFTER_BROADCAST("POST", "/tx/v1beta1/txs", new RequestAction.ReplyNormally(), 12, false),
  /** The transaction is included; the daemon's query of it gets no reply. */
  AFTER_INCLUSION("GET", "/tx/v1beta1/txs/", new RequestAction.NeverReply(), 50, true),
  /**
   * The reply with the inclusion is sent: the signal comes before, while or after the row is
   * closed.
   */
  BEFORE_CLOSE("GET", "/tx/v1beta1/txs/", new RequestAction.ReplyNormally(), 15, true);

  private final String method;
  private final String path;
  public final RequestAction action;

  /** Longest delay between the request and the signal, in milliseconds. */
  public final int maxDelayMillis;

  /** Whether the point is reached only after the inference is stored. */
  public final boolean needsStored;

  KillPoint(String method, String path, RequestAction act, int jitter, boolean stored) {
    this.method = method;
    this.path = path;
    this.action = act;
    this.maxDelayMillis = jitter;
    this.needsStored = stored;
  }

  public boolean matches(Role role, String asked, String where) {
    String named =
        role == Role.REPUTER && this == BEFORE_CLAIM ? "/unfulfilled_reputer_nonces/" : path;
    return asked.equals(method)
        && (named.endsWith("/") ? where.contains(named) : where.endsWith(named));
  }

  /** Whether the daemon may also learn by this request that its inference is stored. */
  public boolean matchesStoredInference(String where) {
    return needsStored
        && (where.endsWith("_inference")
            || where.contains("/inferences/")
            || where.contains("/reputer_loss_bundles/"));
  }

  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Runs an action once, on another thread, at the request that a kill point names. */
  public static final class KillPointAction implements FaultPolicy {
    /** The time that a service manager allows before it kills. */
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final EpochContext epoch;
    private final KillPoint killPoint;
    private final EpochContext.EpochAction action;
    private final AtomicBoolean triggered = new AtomicBoolean();

    /** Whether the daemon has queried its transaction; until it is stored, such queries get 503. */
    private volatile boolean hasAskedForTx;

    private volatile boolean done;

    private KillPointAction(
        EpochContext epoch, KillPoint killPoint, EpochContext.EpochAction action) {
      this.epoch = epoch;
      this.killPoint = killPoint;
      this.action = action;
    }

    /**
     * Setup in which the worker has one node only, so that all its requests pass the kill point,
     * and a websocket that reports windows after a skip.
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
        EpochContext epoch, KillPoint killPoint, String what, EpochContext.EpochAction action) {
      KillPointAction killPointAction = new KillPointAction(epoch, killPoint, action);
      epoch.restNode(0).setFaultPolicy(killPointAction);
      epoch.require(what, () -> killPointAction.done);
    }

    /**
     * Ends the worker by a signal at the kill point and starts it again.
     *
     * @param code the exit code with which it must end
     */
    public static void endBySignalAt(
        EpochContext epoch, KillPoint killPoint, String signal, int code) {
      runAt(
          epoch,
          killPoint,
          "ends by "
              + signal
              + " with exit code "
              + code
              + " within "
              + STOP_LIMIT.toSeconds()
              + " s, starts again",
          () -> {
            Instant begin = Instant.now();
            int exitCode = epoch.worker().endBySignal(signal);
            Duration took = Duration.between(begin, Instant.now());
            epoch.worker().start();
            if (exitCode != code || took.compareTo(STOP_LIMIT) > 0) {
              throw new IllegalStateException(
                  "exit code " + exitCode + " after " + took.toSeconds() + " s");
            }
          });
    }

    @Override
    public RequestAction actionFor(String method, String path, long count) {
      boolean due =
          epoch.devnet().height() >= epoch.nonce()
              && (killPoint.matches(epoch.window().role(), method, path)
                  || killPoint.matchesStoredInference(path) && (hasAskedForTx || isStored()));
      hasAskedForTx |= due && killPoint.needsStored;
      if (due && killPoint.needsStored && !isStored()) {
        return NodeFaults.statusReply(503);
      }
      if (!due || !triggered.compareAndSet(false, true)) {
        return new RequestAction.ReplyNormally();
      }
      DaemonThreads.named("kill").newThread(() -> epoch.runNow(this::runAction)).start();
      return killPoint.action;
    }

    private boolean isStored() {
      return epoch.window().isStored(epoch.devnet());
    }

    private void runAction() throws Exception {
      action.run();
      done = true;
    }
  }
}
