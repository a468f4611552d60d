package app;

import base.ExitCode;
import domain.Failure;
import domain.TopicSpec;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainShutdownStrategy;
import org.apache.camel.main.SimpleMainShutdownStrategy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.AlertRoute;
import routes.DryRunRoute;
import routes.FailurePolicy;
import routes.Heartbeat;
import routes.HeartbeatRoute;
import routes.MarketMinuteRoutes;
import routes.MarketRoutes;
import routes.ModelServerRoute;
import routes.Patrol;
import routes.PredictionRoute;
import routes.RehearsalRoute;
import routes.ScoringRoute;
import routes.SettlementRoute;
import routes.StartRoute;
import routes.SubmissionRoute;
import routes.allora.Workers;

/** The Camel application around the wired parts: the same for run, once and demo. */
final class Daemon implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Daemon.class);

  private final Settings settings;
  private final Parts parts;
  private final Main main = new Main();
  private final Heartbeat heartbeat;
  private final MainShutdownStrategy strategy = new SimpleMainShutdownStrategy();
  private final AtomicInteger ended = new AtomicInteger(ExitCode.OK);
  private final AtomicReference<Failure.Stop> stopped = new AtomicReference<>();

  /**
   * @param trigger endpoint that begins a topic's prediction, e.g. a timer
   */
  private Daemon(
      Settings settings, Parts parts, Function<TopicSpec, String> trigger, Patrol patrol) {
    this.settings = settings;
    this.parts = parts;
    Bindings bindings = new Bindings(settings, parts);
    this.heartbeat = bindings.heartbeat();
    bindings.to(main, this::end, () -> end(ExitCode.OK));
    main.bind("patrol", patrol);
    routes();
    main.setOverrideProperties(settings.camelProperties());
    main.addMainListener(new StartGuard(settings));
    main.addMainListener(new TopicRoutes(settings.topics(), trigger));
  }

  /**
   * Looks for windows by itself: as the chain's pace says, and when a node rings. The chain is
   * asked a first time while Camel starts, so that the first tick finds most answers known.
   */
  static Daemon patrolling(Settings settings, Parts parts) {
    parts.topics().ids().forEach(it -> parts.workers().of(it).lookout().lookAhead(it));
    return patrolling(settings, parts, System::nanoTime);
  }

  /**
   * @param nanos monotonic clock, which leaps in a simulated world
   */
  static Daemon patrolling(Settings settings, Parts parts, LongSupplier nanos) {
    Workers workers = parts.workers();
    Patrol patrol = new Patrol(it -> workers.of(it).lookout().rest(it), nanos);
    workers.any().lookout().listen(List.copyOf(parts.topics().ids()), patrol::ring);
    return new Daemon(settings, parts, Daemon::timer, patrol);
  }

  /** Looks when a message comes in at {@link OneCycle#trigger}. */
  static Daemon onCall(Settings settings, Parts parts) {
    return new Daemon(settings, parts, OneCycle::trigger, Patrol.always());
  }

  /** Timer of a topic: its own name, since timers of one name share a thread. */
  private static String timer(TopicSpec topic) {
    return "timer:prediction-" + topic.id() + "?period={{window.tick}}&delay=0";
  }

  void start() throws Exception {
    main.start();
  }

  /** Goes as far as a prediction that nobody sends, so that the first window finds all warm. */
  void rehearse() {
    context().createProducerTemplate().sendBody(RehearsalRoute.ENDPOINT, "");
  }

  /** Says at start what runs, and rehearses, without delaying the first tick. */
  void announce(Banner banner) {
    main.bind("banner", banner);
    main.configure().addRoutesBuilder(new StartRoute());
  }

  /** Tells systemd when routes run, and that they still do. */
  void announce(Systemd systemd) {
    Watchdog.attach(main, systemd, List.of("prediction-", "settlement"));
  }

  /** Runs until {@link #end}; the exit code is that of what stopped it. No shutdown hook. */
  int run() throws Exception {
    main.setShutdownStrategy(strategy);
    DaemonControl control = DaemonControl.register(heartbeat::latest);
    main.run();
    control.close();
    return stop().map(Failure.Stop::exitCode).orElse(ended.get());
  }

  /** Drains what is under way and ends the run with this exit code; the first caller decides. */
  void end(int exitCode) {
    ended.compareAndSet(ExitCode.OK, exitCode);
    strategy.shutdown();
  }

  /** Exit code, if it has ended by itself or been told to. */
  OptionalInt exit() {
    return strategy.isRunAllowed()
        ? OptionalInt.empty()
        : OptionalInt.of(stop().map(Failure.Stop::exitCode).orElse(ended.get()));
  }

  /** What made an operator necessary, if anything did. */
  Optional<Failure.Stop> stop() {
    return Optional.ofNullable(stopped.get());
  }

  CamelContext context() {
    return main.getCamelContext();
  }

  @Override
  public void close() {
    main.stop();
    parts.close();
  }

  private void end(Failure.Stop failure) {
    if (stopped.compareAndSet(null, failure)) {
      tell(failure);
      strategy.shutdown();
    }
  }

  /** The last chance: a stop that needs an operator is not restarted by anybody. */
  private void tell(Failure.Stop failure) {
    if (!settings.text("alert.uri").isEmpty()) {
      String line = AlertSettings.policy(settings).stopped(failure.getMessage());
      Exchange sent =
          context()
              .createProducerTemplate()
              .send(AlertRoute.ENDPOINT, it -> it.getIn().setBody(line));
      Optional.ofNullable(sent.getException())
          .ifPresent(it -> LOG.warn("the alert could not be sent: {}", it.getMessage()));
    }
  }

  private void routes() {
    List.of(
            new FailurePolicy(),
            new RehearsalRoute(),
            new PredictionRoute(),
            new MarketRoutes(),
            new MarketMinuteRoutes(),
            new ModelServerRoute(),
            new ScoringRoute(),
            new HeartbeatRoute(settings.text("heartbeat.ping")))
        .forEach(main.configure()::addRoutesBuilder);
    (settings.dryRun()
            ? List.of(new DryRunRoute())
            : List.of(new SubmissionRoute(), new SettlementRoute()))
        .forEach(main.configure()::addRoutesBuilder);
  }
}
