package host;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.support.RoutePolicySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.topic.RoundTimeLeft;

/** Thread and time of a route's newest round. */
final class RouteRounds extends RoutePolicySupport {
  private static final Logger LOG = LoggerFactory.getLogger(RouteRounds.class);

  /** Nearly so: a span that can be added to. */
  private static final Duration FOREVER = Duration.ofNanos(Long.MAX_VALUE / 2);

  private final Map<String, RouteRounds> watched;
  private final RoundDeadlines deadlines;
  private final LongSupplier nanos;
  private volatile Optional<Duration> deadline = Optional.empty();
  private volatile Duration longestRound = FOREVER;
  private volatile Duration longestWait = FOREVER;
  private volatile boolean queue;
  private volatile Thread thread;
  private volatile long moved;
  private volatile boolean running;
  private volatile RoundTimeLeft round;
  private volatile Object waitsFor;

  /**
   * @param watched takes this round by its route, where the route begins with a timer or a queue
   * @param nanos monotonic clock
   */
  RouteRounds(Map<String, RouteRounds> watched, RoundDeadlines deadlines, LongSupplier nanos) {
    this.watched = watched;
    this.deadlines = deadlines;
    this.nanos = nanos;
    this.moved = nanos.getAsLong();
  }

  @Override
  public void onInit(Route route) {
    deadline = deadlines.deadlineOf(route.getRouteId());
    if (route.getEndpoint() instanceof TimerEndpoint timer && timer.getRepeatCount() == 0) {
      watch(route.getRouteId(), Duration.ofMillis(timer.getPeriod() + timer.getDelay()));
    } else if (route.getEndpoint() instanceof SedaEndpoint) {
      watch(route.getRouteId(), FOREVER);
      queue = true;
    }
  }

  private void watch(String route, Duration rest) {
    longestRound = deadlines.longestRound(route);
    longestWait = deadlines.longestWait(route, rest);
    watched.put(route, this);
  }

  @Override
  public void onStart(Route route) {
    reset();
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    thread = Thread.currentThread();
    moved = nanos.getAsLong();
    running = true;
    round =
        deadline
            .map(it -> RoundTimeLeft.begin(exchange, route.getRouteId(), it, nanos))
            .orElse(null);
  }

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    moved = nanos.getAsLong();
    running = false;
    Optional.ofNullable(round).ifPresent(RoundTimeLeft::end);
  }

  /** Interrupts a round that goes on after its deadline, once. */
  void interruptIfOver() {
    RoundTimeLeft now = round;
    if (running && now != null && now.interruptIfOver(deadlines.overrun())) {
      LOG.debug("a round is interrupted after {} s", now.age().toSeconds());
    }
  }

  void reset() {
    thread = null;
    waitsFor = null;
    running = false;
    moved = nanos.getAsLong();
  }

  boolean hasEnded() {
    Thread last = thread;
    return last != null && (!last.isAlive() || queue && hasLeftQueue(last));
  }

  /**
   * A queue's thread belongs to a pool, and outlives the loop in it that reads the queue. While it
   * waits where it waited before nothing has changed, and taking its stack pauses it.
   */
  private boolean hasLeftQueue(Thread last) {
    Object blocker = LockSupport.getBlocker(last);
    if (blocker != null && blocker == waitsFor) {
      return false;
    }
    boolean left =
        Stream.of(last.getStackTrace())
            .noneMatch(it -> it.getClassName().equals(SedaConsumer.class.getName()));
    waitsFor = left || running ? null : blocker;
    return left;
  }

  boolean isLate() {
    return nanos.getAsLong() - moved > (running ? longestRound : longestWait).toNanos();
  }
}
