package host;

import base.DaemonThreads;
import base.ErrorText;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.apache.camel.CamelContext;
import org.apache.camel.NamedNode;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether the daemon's own threads still work. A route whose thread an error ended is started
 * again; a round that goes on after its deadline is interrupted; one that even then takes longer
 * than any may, or a thread that nobody can replace, turns liveness down and ends the pings to
 * systemd, which then restarts the process. A network that is down does neither.
 */
public final class Watchdog implements RoutePolicyFactory, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
  private static final Duration PULSE = Duration.ofSeconds(5);
  private static final Predicate<Thread> SERVER =
      it -> it.getName().matches("main|vert\\.x-(acceptor|eventloop).*");

  private final Optional<Systemd> systemd;
  private final RoundDeadlines deadlines;
  private final LongSupplier nanos;
  private final Map<String, RouteRounds> rounds = new ConcurrentHashMap<>();
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("watchdog"));
  private volatile List<Thread> serverThreads = List.of();
  private String told = "";

  /**
   * @param nanos monotonic clock
   */
  Watchdog(Optional<Systemd> systemd, RoundDeadlines deadlines, LongSupplier nanos) {
    this.systemd = systemd;
    this.deadlines = deadlines;
    this.nanos = nanos;
  }

  /** Watches every route that begins with a timer or a queue; systemd is told how it goes. */
  public static Watchdog attach(Main main, Optional<Systemd> systemd, RoundDeadlines deadlines) {
    Watchdog watchdog = new Watchdog(systemd, deadlines, System::nanoTime);
    main.bind("watchdog", watchdog);
    main.bind("threads", watchdog.new ThreadsHealthCheck());
    main.addMainListener(watchdog.new Lifecycle());
    Thread.setDefaultUncaughtExceptionHandler(
        (thread, error) ->
            LOG.error("thread {} ended: {}", thread.getName(), ErrorText.describe(error), error));
    return watchdog;
  }

  /**
   * Says that the routes run, and looks after them from now on. Camel tells its listeners of a
   * start only where it also runs; who just starts it calls this.
   */
  public void begin(CamelContext context) {
    serverThreads = Thread.getAllStackTraces().keySet().stream().filter(SERVER).toList();
    systemd.ifPresent(it -> it.notifyState("READY=1"));
    Duration interval = systemd.flatMap(Systemd::watchdog).map(it -> it.dividedBy(4)).orElse(PULSE);
    long period = Math.min(PULSE.toMillis(), interval.toMillis());
    pulse.scheduleWithFixedDelay(() -> beat(context), 0, period, TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    pulse.shutdownNow();
  }

  @Override
  public RoutePolicy createRoutePolicy(CamelContext context, String route, NamedNode node) {
    return new RouteRounds(rounds, deadlines, nanos);
  }

  /** What keeps the daemon from working until the process is restarted. */
  public Optional<String> fault() {
    return serverThreads.stream()
        .filter(it -> !it.isAlive())
        .map(it -> "thread " + it.getName() + " ended")
        .findFirst()
        .or(this::lateRoute);
  }

  /** A route whose round takes longer than any may. */
  public Optional<String> lateRoute() {
    return rounds.entrySet().stream()
        .filter(it -> it.getValue().isLate())
        .map(it -> "route " + it.getKey() + " does not finish its round")
        .findFirst();
  }

  void beat(CamelContext context) {
    try {
      rounds.forEach((route, it) -> restartIfThreadEnded(context, route, it));
      rounds.values().forEach(RouteRounds::interruptIfOver);
      Optional<String> fault = fault();
      fault.filter(it -> !it.equals(told)).ifPresent(it -> LOG.error("not alive: {}", it));
      told = fault.orElse("");
      systemd.filter(it -> fault.isEmpty()).ifPresent(it -> it.notifyState("WATCHDOG=1"));
    } catch (Throwable e) {
      LOG.error("the threads could not be checked: {}", ErrorText.describe(e), e);
    }
  }

  private static void restartIfThreadEnded(
      CamelContext context, String route, RouteRounds watched) {
    if (!watched.hasEnded() || !context.getRouteController().getRouteStatus(route).isStarted()) {
      return;
    }
    LOG.error("route {}: its thread ended in an error; the route is started again", route);
    watched.reset();
    try {
      context.getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
      context.getRouteController().startRoute(route);
    } catch (Exception e) {
      LOG.error("route {} cannot be started again: {}", route, ErrorText.describe(e), e);
    }
  }

  private final class ThreadsHealthCheck extends AbstractHealthCheck {
    ThreadsHealthCheck() {
      super("dromedary", "threads");
    }

    @Override
    public boolean isReadiness() {
      return false;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder result, Map<String, Object> options) {
      fault().ifPresentOrElse(why -> result.message(why).down(), result::up);
    }
  }

  /** Begins once the routes run. */
  private final class Lifecycle extends MainListenerSupport {
    @Override
    public void afterStart(BaseMainSupport main) {
      begin(main.getCamelContext());
    }
  }
}
