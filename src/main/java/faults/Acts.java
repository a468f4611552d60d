package faults;

import devnet.Script;
import devnet.Script.Act;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** Ways for a node to fail, and scripts that say when it does. */
final class Acts {
  private Acts() {}

  /** The four ways of the published figures: no connection, 5xx, no answer, answer lost. */
  static final List<Act> USUAL =
      List.of(new Act.Cut(), status(503), new Act.Hang(), new Act.Swallow());

  /** Requests that broadcast a transaction, to a node of any kind. */
  static final BiPredicate<String, String> BROADCAST =
      (method, path) ->
          path.contains("broadcast_tx")
              || path.endsWith("/BroadcastTx")
              || method.equals("POST") && path.endsWith("/tx/v1beta1/txs");

  static Act status(int code) {
    return say(code, "text/plain", "");
  }

  static Act html() {
    return say(200, "text/html", "<html><body>maintenance</body></html>");
  }

  static Act json(String body) {
    return say(200, "application/json", body);
  }

  static Act say(int code, String type, String body) {
    return new Act.Say(code, type, body, Map.of());
  }

  /** Every request. */
  static Script always(Act act) {
    return (method, path, count) -> act;
  }

  /** Requests whose path holds this text, e.g. {@code /tx/v1beta1/simulate}. */
  static BiPredicate<String, String> path(String part) {
    return (method, path) -> path.contains(part);
  }

  static Script on(BiPredicate<String, String> which, Supplier<Act> act) {
    return (method, path, count) -> which.test(method, path) ? act.get() : new Act.Answer();
  }

  static Script on(BiPredicate<String, String> which, Act act) {
    return on(which, () -> act);
  }

  /** All is answered; just before the first such request is, something happens. */
  static Script before(BiPredicate<String, String> which, Runnable deed) {
    AtomicBoolean done = new AtomicBoolean();
    return on(
        which,
        () -> {
          if (done.compareAndSet(false, true)) {
            deed.run();
          }
          return new Act.Answer();
        });
  }

  /** The first {@code count} times this, then the truth. */
  static Supplier<Act> first(long count, Act act) {
    AtomicLong met = new AtomicLong();
    return () -> met.incrementAndGet() <= count ? act : new Act.Answer();
  }

  /** The call of this number only, from 1. */
  static Supplier<Act> call(long number, Act act) {
    AtomicLong met = new AtomicLong();
    return () -> met.incrementAndGet() == number ? act : new Act.Answer();
  }

  /**
   * Each request with probability {@code p}. The fate of the n-th request to a path follows from
   * the seed alone, whatever other threads ask meanwhile.
   */
  static Script chance(double p, long seed, List<Act> acts) {
    Map<String, AtomicLong> met = new ConcurrentHashMap<>();
    return (method, path, count) -> {
      String key = method + path;
      long number = met.computeIfAbsent(key, it -> new AtomicLong()).incrementAndGet();
      SplittableRandom random = new SplittableRandom(seed * 1_000_003 + key.hashCode() + number);
      return random.nextDouble() < p ? acts.get(random.nextInt(acts.size())) : new Act.Answer();
    };
  }
}
