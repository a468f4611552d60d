package faults.engine;

import devnet.Devnet;
import devnet.DevnetControls;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Faults of a node, and policies that apply them. */
public final class NodeFaults {
  private NodeFaults() {}

  /** The four faults of the published figures: no connection, 5xx, no reply, lost reply. */
  public static final List<RequestAction> COMMON_FAULTS =
      List.of(
          new RequestAction.CloseConnection(),
          statusReply(503),
          new RequestAction.NeverReply(),
          new RequestAction.LoseReply());

  /** Matches requests that broadcast a transaction, to a node of any kind. */
  public static final BiPredicate<String, String> IS_BROADCAST =
      (method, path) ->
          path.contains("broadcast_tx")
              || path.endsWith("/BroadcastTx")
              || method.equals("POST") && path.endsWith("/tx/v1beta1/txs");

  public static RequestAction statusReply(int code) {
    return fixedReply(code, "text/plain", "");
  }

  public static RequestAction htmlReply() {
    return fixedReply(200, "text/html", "<html><body>maintenance</body></html>");
  }

  public static RequestAction jsonReply(String body) {
    return fixedReply(200, "application/json", body);
  }

  public static RequestAction fixedReply(int code, String type, String body) {
    return new RequestAction.FixedReply(code, type, body, Map.of());
  }

  /** Applies the action to every request. */
  public static FaultPolicy onEveryRequest(RequestAction act) {
    return (method, path, count) -> act;
  }

  /** Matches requests whose path contains this text, e.g. {@code /tx/v1beta1/simulate}. */
  public static BiPredicate<String, String> pathContains(String part) {
    return (method, path) -> path.contains(part);
  }

  public static FaultPolicy onRequest(
      BiPredicate<String, String> which, Supplier<RequestAction> act) {
    return (method, path, count) ->
        which.test(method, path) ? act.get() : new RequestAction.ReplyNormally();
  }

  public static FaultPolicy onRequest(BiPredicate<String, String> which, RequestAction act) {
    return onRequest(which, () -> act);
  }

  /**
   * Runs an action once, just before the reply to the first such request; all requests get normal
   * replies.
   */
  public static FaultPolicy beforeFirst(BiPredicate<String, String> which, Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    return onRequest(
        which,
        () -> {
          if (done.compareAndSet(false, true)) {
            action.run();
          }
          return new RequestAction.ReplyNormally();
        });
  }

  /** This action for the first {@code count} times, then normal replies. */
  public static Supplier<RequestAction> firstTimes(long count, RequestAction act) {
    AtomicLong met = new AtomicLong();
    return () -> met.incrementAndGet() <= count ? act : new RequestAction.ReplyNormally();
  }

  /**
   * Applies an action to each request with probability {@code p}. What happens to the n-th request
   * of a path depends on the seed only, not on requests of other threads.
   */
  public static FaultPolicy withProbability(double p, long seed, List<RequestAction> acts) {
    Map<String, AtomicLong> met = new ConcurrentHashMap<>();
    return (method, path, count) -> {
      String key = method + path;
      long number = met.computeIfAbsent(key, it -> new AtomicLong()).incrementAndGet();
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + key.hashCode() + number);
      return random.nextDouble() < p
          ? acts.get(random.nextInt(acts.size()))
          : new RequestAction.ReplyNormally();
    };
  }

  /** Undoes all faults, as the end of each epoch does. */
  public static void removeAllFaults(EpochContext epoch) {
    removeAllFaults(epoch.devnet(), epoch.modelServer());
  }

  static void removeAllFaults(Devnet devnet, FaultInjectingServer model) {
    DevnetControls chain = devnet.controls();
    devnet.restNodes().forEach(NodeFaults::resetServer);
    devnet.rpcNodes().forEach(NodeFaults::resetServer);
    resetServer(devnet.marketServer());
    resetServer(model);
    chain.clearPayloadFailures();
    devnet.webSockets().forEach(it -> it.setSilent(false));
    devnet.webSockets().forEach(it -> it.setCopiesPerEvent(1));
    chain.distortMarket(bars -> bars);
    chain.shiftMarketClock(Duration.ZERO);
    chain.dropNextTransactions(0);
    chain.discardNextPayloads(0);
    chain.delayInclusion(0);
    chain.holdTransactionsUntil(0);
    chain.setMempoolFull(false);
    chain.setGasFactor(1);
  }

  private static void resetServer(FaultInjectingServer node) {
    node.setReplyDistortion(null);
    node.setLagBlocks(0);
    node.setFaultPolicy(FaultPolicy.noFaults());
    node.setFrozen(false);
    node.start();
  }
}
