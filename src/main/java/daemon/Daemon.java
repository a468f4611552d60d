package daemon;

import base.ExitStatus;
import base.ProcessEnd;
import chain.AlloraClient;
import chain.model.Timeouts;
import config.Settings;
import daemon.page.StatusPage;
import daemon.page.StatusPageData;
import domain.Failure;
import domain.Role;
import domain.TopicSpec;
import host.RoundDeadlines;
import host.SharedMBeanInfo;
import host.Systemd;
import host.Watchdog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import journal.WalletLeases;
import journal.entry.AlertMessage;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.main.MainShutdownStrategy;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.AlertRoute;
import routes.StartRoute;
import routes.StartRoute.RehearsalRoute;
import routes.allora.WorkerClients;
import routes.health.Alerts;
import routes.health.HeartbeatReporter;
import routes.step.PollGate;
import wiring.ComponentFactory.Components;

/** The Camel application with all components; the same for run, once and demo. */
public final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  /**
   * Longer than camel.main.shutdownTimeout, which bounds the stop of the routes but not that of
   * clients and threads.
   */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(24);

  private final Settings settings;
  private final Components components;
  private final Optional<PollTimers> timers;
  private final Main main = new Main();
  private final HeartbeatReporter heartbeat;
  private final Alerts alerts;
  private final Watchdog watchdog;
  private final MainShutdownStrategy strategy = new SimpleMainShutdownStrategy();
  private final AtomicInteger ended = new AtomicInteger(ExitStatus.OK);
  private final AtomicReference<Failure.Stop> stopped = new AtomicReference<>();

  /**
   * @param timers begin the prediction routes; empty if a message does
   */
  private Daemon(
      Settings settings, Components components, PollGate pollGate, Optional<PollTimers> timers) {
    this.timers = timers;
    this.settings = settings;
    this.components = components;
    RouteAssembly routes = new RouteAssembly(settings, components, this::requestStop);
    this.heartbeat = routes.heartbeat();
    this.alerts = routes.alerts();
    routes.addTo(main, pollGate, () -> requestStop(ExitStatus.OK));
    main.setOverrideProperties(settings.camelProperties());
    main.addMainListener(new StartupCheck(settings));
    main.addMainListener(
        new StatusPage(
            settings,
            new StatusPageData(
                settings, components, heartbeat::latestMessage, routes.standing()::latest)));
    this.watchdog =
        Watchdog.attach(
            main, Systemd.fromEnvironment(settings.environment()), RoundDeadlines.of(settings));
    timers.ifPresent(
        it ->
            settings.topicsOf(Role.WORKER).forEach(t -> main.bind(timerName(t), it.timer(t.id()))));
    BiFunction<Role, TopicSpec, String> trigger =
        timers.isPresent() ? Daemon::timerUri : SingleCycle::triggerUri;
    main.addMainListener(SharedMBeanInfo.listener());
    main.addMainListener(new TopicRoutes(settings, trigger));
  }

  /**
   * A daemon that polls for windows: on the poll schedule, and when a node reports an opening. The
   * first query starts while Camel starts, so that the first tick finds most of it cached.
   */
  public static Daemon polling(Settings settings, Components components) {
    long first = settings.topics().get(0).id();
    AlloraClient allora = components.workers().forTopic(first);
    if (components.journal().leases().isHeld(allora.workerAddress())) {
      allora.pollTiming().prefetch(first);
    }
    return polling(settings, components, System::nanoTime);
  }

  /**
   * @param nanos monotonic clock, which skips ahead on a simulated network
   */
  public static Daemon polling(Settings settings, Components components, LongSupplier nanos) {
    WorkerClients workers = components.workers();
    PollGate pollGate =
        new PollGate(
            new ChainPollPace(workers, Timeouts.withSpeed(settings.speed())),
            components.clock(),
            nanos);
    PollTimers timers =
        new PollTimers(pollGate, Math.max(1, settings.topicsOf(Role.WORKER).size()));
    subscribeToOpenings(components, timers::wake);
    return new Daemon(settings, components, pollGate, Optional.of(timers));
  }

  /** Subscribes once this replica works for a wallet. */
  private static void subscribeToOpenings(Components components, LongConsumer opened) {
    AtomicBoolean subscribed = new AtomicBoolean();
    Consumer<String> subscribe =
        wallet -> {
          if (!wallet.equals(WalletLeases.ALERTS) && subscribed.compareAndSet(false, true)) {
            components
                .workers()
                .defaultClient()
                .pollTiming()
                .subscribeToOpenings(List.copyOf(components.topicRegistry().ids()), opened);
          }
        };
    WalletLeases leases = components.journal().leases();
    leases.onGained(it -> {}, subscribe);
    if (leases == WalletLeases.ALONE) {
      subscribe.accept("");
    }
  }

  /** A daemon that looks for a window when a message arrives at {@link SingleCycle#triggerUri}. */
  public static Daemon onDemand(Settings settings, Components components) {
    return new Daemon(settings, components, PollGate.alwaysOpen(), Optional.empty());
  }

  /** A reputer's window is as long as its epoch, so a plain timer suffices. */
  private static String timerUri(Role role, TopicSpec topic) {
    return role == Role.REPUTER
        ? "timer:reputer-%d?period={{window.tick}}&delay=0".formatted(topic.id())
        : "timer:prediction-%d?timer=#%s&period={{window.tick}}&delay=0"
            .formatted(topic.id(), timerName(topic));
  }

  private static String timerName(TopicSpec topic) {
    return "poll-" + topic.id();
  }

  public void start() throws Exception {
    main.start();
    watchdog.begin(camelContext());
  }

  /** Makes a prediction that is not sent, so that code and caches are warm for the first window. */
  public void rehearse() {
    camelContext().createProducerTemplate().sendBody(RehearsalRoute.ENDPOINT, "");
  }

  /** Logs the banner and rehearses, in the background, so that the first tick is not delayed. */
  public void showAtStart(Banner banner) {
    main.configure().addRoutesBuilder(new StartRoute(banner::log));
  }

  /**
   * Runs until {@link #requestStop}. Adds no shutdown hook.
   *
   * @return the exit code of what stopped it
   */
  public int run() throws Exception {
    main.setShutdownStrategy(strategy);
    main.addMainListener(
        new MainListenerSupport() {
          @Override
          public void beforeStop(BaseMainSupport stopping) {
            watchdog.close();
            ProcessEnd.haltIfNotEndedInTime(exitCode().orElse(ExitStatus.FAILED));
          }
        });
    DaemonControl control = DaemonControl.register(heartbeat::latestMessage);
    main.run();
    control.close();
    return stopFailure().map(Failure.Stop::exitCode).orElse(ended.get());
  }

  /** Finishes what has begun and ends the run with this exit code; the first call counts. */
  public void requestStop(int exitCode) {
    ended.compareAndSet(ExitStatus.OK, exitCode);
    strategy.shutdown();
  }

  /** Exit code, if the daemon has ended by itself or been stopped. */
  public OptionalInt exitCode() {
    return strategy.isRunAllowed()
        ? OptionalInt.empty()
        : OptionalInt.of(stopFailure().map(Failure.Stop::exitCode).orElse(ended.get()));
  }

  /** The failure that needs an operator, if there was one. */
  public Optional<Failure.Stop> stopFailure() {
    return Optional.ofNullable(stopped.get());
  }

  public CamelContext camelContext() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    watchdog.close();
    timers.ifPresent(PollTimers::close);
    if (!ProcessEnd.runWithin(STOP_TIMEOUT, "stop", main::stop)) {
      LOG.error(
          "the routes did not stop within {} s; ending without them", STOP_TIMEOUT.toSeconds());
    }
    components.close();
  }

  private void requestStop(Failure.Stop failure) {
    if (stopped.compareAndSet(null, failure)) {
      sendStopAlert(failure);
      strategy.shutdown();
    }
  }

  /** Sends the alert now: a stop that needs an operator is not followed by a restart. */
  private void sendStopAlert(Failure.Stop failure) {
    if (!settings.isDryRun()) {
      AlertMessage stop = alerts.recordStop(failure.getMessage());
      Exchange sent =
          camelContext()
              .createProducerTemplate()
              .send(AlertRoute.ENDPOINT, it -> it.getIn().setBody(stop));
      Optional.ofNullable(sent.getException())
          .ifPresent(it -> LOG.warn("the alert was not delivered and waits for the next start"));
    }
  }
}
