package host;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Route;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeEvent;
import org.apache.camel.support.EventNotifierSupport;

/**
 * Pings systemd as long as every watched route still gets through its rounds, well or badly: a
 * network that is down does not stop the pings, a route that hangs does.
 */
public final class Watchdog extends EventNotifierSupport {
  private final Systemd systemd;
  private final Duration limit;
  private final List<String> watched;
  private final Map<String, Long> latest = new ConcurrentHashMap<>();
  private final long startedAt = System.nanoTime();
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(Watchdog::daemonThread);

  /**
   * @param watched prefixes of the ids of the routes whose rounds count
   */
  Watchdog(Systemd systemd, Duration limit, List<String> watched) {
    this.systemd = systemd;
    this.limit = limit;
    this.watched = watched;
    setIgnoreCamelContextEvents(true);
    setIgnoreRouteEvents(true);
    setIgnoreServiceEvents(true);
  }

  /** Says that the daemon is ready once routes run, and pings where systemd expects it. */
  public static void attach(Main main, Systemd systemd, List<String> watched) {
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void afterStart(BaseMainSupport started) {
            systemd.notifyState("READY=1");
          }
        });
    systemd.watchdog().ifPresent(it -> main.bind("watchdog", new Watchdog(systemd, it, watched)));
  }

  @Override
  public void notify(CamelEvent event) {
    if (event instanceof ExchangeEvent done
        && isEnded(event)
        && done.getExchange().getFromRouteId() != null) {
      latest.put(done.getExchange().getFromRouteId(), System.nanoTime());
    }
  }

  private static boolean isEnded(CamelEvent event) {
    return event.getType() == CamelEvent.Type.ExchangeCompleted
        || event.getType() == CamelEvent.Type.ExchangeFailed;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    long period = limit.toMillis() / 4;
    pulse.scheduleAtFixedRate(this::pingIfAlive, 0, period, TimeUnit.MILLISECONDS);
  }

  @Override
  protected void doStop() throws Exception {
    pulse.shutdownNow();
    super.doStop();
  }

  private void pingIfAlive() {
    if (getCamelContext().getRoutes().stream().map(Route::getRouteId).allMatch(this::isAlive)) {
      systemd.notifyState("WATCHDOG=1");
    }
  }

  private boolean isAlive(String route) {
    return watched.stream().noneMatch(route::startsWith)
        || System.nanoTime() - latest.getOrDefault(route, startedAt) < limit.toNanos();
  }

  private static Thread daemonThread(Runnable task) {
    Thread thread = new Thread(task, "watchdog");
    thread.setDaemon(true);
    return thread;
  }
}
