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

/** Ways for a node to fail, and scripts that say when it does. */
public final class NodeFaults {
  private NodeFaults() {}

  /** The four ways of the published figures: no connection, 5xx, no answer, answer lost. */
  public static final List<RequestAction> COMMON_FAULTS =
      List.of(
          new RequestAction.CloseConnection(),
          statusReply(503),
          new RequestAction.NeverReply(),
          new RequestAction.LoseReply());

  /** Requests that broadcast a transaction, to a node of any kind. */
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

  /** Every request. */
  public static FaultPolicy onEveryRequest(RequestAction act) {
    return (method, path, count) -> act;
  }

  /** Requests whose path holds this text, e.g. {@code /tx/v1beta1/simulate}. */
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

  /** All is answered; just before the first such request is, something happens. */
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

  /** The first {@code count} times this, then the truth. */
  public static Supplier<RequestAction> firstTimes(long count, RequestAction act) {
    AtomicLong met = new AtomicLong();
    return () -> met.incrementAndGet() <= count ? act : new RequestAction.ReplyNormally();
  }

  /**
   * Each request with probability {@code p}. The fate of the n-th request to a path follows from
   * the seed alone, whatever other threads ask meanwhile.
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

  /** What an epoch does at its end anyway. */
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
