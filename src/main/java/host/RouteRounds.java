package host;

import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.component.seda.SedaConsumer;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.component.timer.TimerEndpoint;
import org.apache.camel.support.RoutePolicySupport;

/** Thread and time of a route's newest round. */
final class RouteRounds extends RoutePolicySupport {
  private final Map<String, RouteRounds> watched;
  private volatile Duration rest = Duration.ZERO;
  private volatile boolean queue;
  private volatile Thread thread;
  private volatile long moved = System.nanoTime();
  private volatile boolean running;

  /**
   * @param watched takes this round by its route, where the route begins with a timer or a queue
   */
  RouteRounds(Map<String, RouteRounds> watched) {
    this.watched = watched;
  }

  @Override
  public void onInit(Route route) {
    if (route.getEndpoint() instanceof TimerEndpoint timer && timer.getRepeatCount() == 0) {
      rest = Duration.ofMillis(timer.getPeriod() + timer.getDelay());
      watched.put(route.getRouteId(), this);
    } else if (route.getEndpoint() instanceof SedaEndpoint) {
      rest = Duration.ofNanos(Long.MAX_VALUE / 2);
      queue = true;
      watched.put(route.getRouteId(), this);
    }
  }

  @Override
  public void onStart(Route route) {
    reset();
  }

  @Override
  public void onExchangeBegin(Route route, Exchange exchange) {
    thread = Thread.currentThread();
    moved = System.nanoTime();
    running = true;
  }

  @Override
  public void onExchangeDone(Route route, Exchange exchange) {
    moved = System.nanoTime();
    running = false;
  }

  void reset() {
    thread = null;
    running = false;
    moved = System.nanoTime();
  }

  /** A queue's thread belongs to a pool, and outlives the loop in it that reads the queue. */
  boolean hasEnded() {
    Thread last = thread;
    return last != null
        && (!last.isAlive()
            || queue
                && Stream.of(last.getStackTrace())
                    .noneMatch(it -> it.getClassName().equals(SedaConsumer.class.getName())));
  }

  boolean isLate(long now) {
    Duration limit = running ? Watchdog.LONGEST_ROUND : Watchdog.LONGEST_ROUND.plus(rest);
    return now - moved > limit.toNanos();
  }
}
