package routes.topic;

import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.camel.Exchange;

/**
 * When one round of a route has to end. No further step of it begins after that, and a step that
 * does not come back is interrupted, so that the next round has its turn.
 */
public final class RoundTimeLeft {
  private static final String PROPERTY = "roundDeadline.";

  private final String route;
  private final Duration limit;
  private final LongSupplier nanos;
  private final long begin;
  private Thread thread = Thread.currentThread();
  private boolean interrupted;
  private Failure.Retry givenUp;

  private RoundTimeLeft(String route, Duration limit, LongSupplier nanos) {
    this.route = route;
    this.limit = limit;
    this.nanos = nanos;
    this.begin = nanos.getAsLong();
  }

  /**
   * A round begins, on this thread. The exchange carries it to the steps.
   *
   * @param nanos monotonic clock
   */
  public static RoundTimeLeft begin(
      Exchange exchange, String route, Duration limit, LongSupplier nanos) {
    RoundTimeLeft round = new RoundTimeLeft(route, limit, nanos);
    exchange.setProperty(PROPERTY + route, round);
    return round;
  }

  /** From here on no step is refused; one that does not come back is still interrupted. */
  public static void letFinish(Exchange exchange) {
    exchange.removeProperty(PROPERTY + exchange.getFromRouteId());
  }

  /**
   * @param step that is to begin
   * @throws Failure.Retry if the round of this exchange may begin no more steps
   */
  public static void requireTimeLeft(Exchange exchange, Supplier<String> step) {
    RoundTimeLeft round = of(exchange);
    if (round != null && round.isOver()) {
      throw round.givenUp("before step " + step.get(), null);
    }
  }

  /** What a step failed with; that it was late says more than how. */
  public static Throwable explain(Exchange exchange, String step, Throwable failure) {
    RoundTimeLeft round = of(exchange);
    return round != null && round.isOver() && !(failure instanceof Failure.Stop)
        ? round.givenUp("in step " + step, failure)
        : failure;
  }

  /** The items as long as the round has time; what is left is up to the next round. */
  public static Iterator<?> whileTimeIsLeft(Exchange exchange, List<?> items) {
    RoundTimeLeft round = of(exchange);
    Iterator<?> all = items.iterator();
    return new Iterator<Object>() {
      @Override
      public boolean hasNext() {
        return all.hasNext() && (round == null || !round.isOver());
      }

      @Override
      public Object next() {
        return all.next();
      }
    };
  }

  private static RoundTimeLeft of(Exchange exchange) {
    return exchange.getProperty(PROPERTY + exchange.getFromRouteId(), RoundTimeLeft.class);
  }

  /** The first place is the one that is told. */
  private synchronized Failure.Retry givenUp(String place, Throwable cause) {
    if (givenUp == null) {
      givenUp =
          new Failure.Retry(
              FailureReason.NO_ENDPOINT,
              "round of route %s given up %s: after=%ds deadline=%ds; what it asks is too slow"
                  .formatted(route, place, age().toSeconds(), limit.toSeconds()),
              cause);
    }
    return givenUp;
  }

  private boolean isOver() {
    return age().compareTo(limit) > 0;
  }

  public Duration age() {
    return Duration.ofNanos(nanos.getAsLong() - begin);
  }

  /** Ends the waiting of a step that did not come back; true if this is the first time. */
  public synchronized boolean interruptIfOver(Duration grace) {
    boolean due = thread != null && !interrupted && age().compareTo(limit.plus(grace)) > 0;
    if (due) {
      interrupted = true;
      thread.interrupt();
    }
    return due;
  }

  /** The round is done; an interruption meant for it does not reach the next one. */
  public synchronized void end() {
    if (interrupted && thread == Thread.currentThread()) {
      Thread.interrupted();
    }
    thread = null;
  }
}
