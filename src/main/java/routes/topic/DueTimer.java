package routes.topic;

import base.ErrorText;
import java.time.Duration;
import java.util.Timer;
import java.util.TimerTask;
import java.util.function.BooleanSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a {@code timer:} endpoint uses instead of Camel's timer: it begins a round only while there
 * is something to do, since a round that finds nothing costs as much as the answer itself. One a
 * minute begins in any case, so that the watchdog sees that the thread works.
 */
public final class DueTimer extends Timer implements Service {
  private static final Logger LOG = LoggerFactory.getLogger(DueTimer.class);
  private static final Duration MAX_REST = Duration.ofMinutes(1);

  private final String name;
  private final BooleanSupplier due;
  private Timer ticks;

  /** Ends the thread that {@link Timer} starts, as it is not used. */
  private DueTimer(String name, BooleanSupplier due) {
    super(true);
    super.cancel();
    this.name = name;
    this.due = due;
  }

  /**
   * Makes one that ends with the context.
   *
   * @param due asked at every tick; makes no request
   * @return what to write behind {@code timer=}
   */
  public static String bind(CamelContext context, String name, BooleanSupplier due) {
    DueTimer timer = new DueTimer(name, due);
    try {
      context.addService(timer);
    } catch (Exception e) {
      throw new IllegalStateException("timer " + name + " cannot be added", e);
    }
    context.getRegistry().bind(name + "-timer", timer);
    return "#" + name + "-timer";
  }

  @Override
  public void start() {}

  @Override
  public synchronized void stop() {
    if (ticks != null) {
      ticks.cancel();
    }
  }

  /** On a thread of its own, since the route is started again when the last one has ended. */
  @Override
  public synchronized void schedule(TimerTask round, long delay, long period) {
    stop();
    ticks = new Timer("timer://" + name, true);
    ticks.schedule(new Tick(round), delay, period);
  }

  private final class Tick extends TimerTask {
    private final TimerTask round;
    private long begunAt = System.nanoTime() - MAX_REST.toNanos();

    Tick(TimerTask round) {
      this.round = round;
    }

    @Override
    public void run() {
      try {
        long now = System.nanoTime();
        if (due.getAsBoolean() || now - begunAt >= MAX_REST.toNanos()) {
          begunAt = now;
          round.run();
        }
      } catch (Throwable e) { // otherwise no round would ever begin again
        LOG.error("{}: the round ended in an error: {}", name, ErrorText.describe(e), e);
      }
    }
  }
}
