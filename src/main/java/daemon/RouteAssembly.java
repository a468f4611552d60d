package daemon;

import config.AlertSettings;
import config.MarketSettings;
import config.ProgramVersion;
import config.Settings;
import config.TopicSettings;
import config.WalletSettings;
import domain.Failure;
import domain.Role;
import domain.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import journal.WalletLeases;
import journal.entry.EntryState;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import ops.WorkerMetrics;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import routes.AlertRoute;
import routes.FailurePolicy;
import routes.ForecastRoute;
import routes.ForecastRoute.ForecasterRoute;
import routes.HeartbeatRoute;
import routes.MarketRoute;
import routes.MinutePriceRoute;
import routes.ModelServerRoute;
import routes.PredictionRoute;
import routes.ScoringRoute;
import routes.SettlementRoute;
import routes.StartRoute.RehearsalRoute;
import routes.SubmissionRoute;
import routes.SubmissionRoute.DryRunRoute;
import routes.forecast.ForecastStep;
import routes.health.Alerts;
import routes.health.EpochDelay;
import routes.health.EpochDelay.ClosedEntryListener;
import routes.health.HeartbeatReporter;
import routes.health.OperatorWarnings;
import routes.health.StandingReporter;
import routes.reputer.AutoStake;
import routes.step.ClaimStep;
import routes.step.DryRunStep;
import routes.step.DuplicateWorkerGuard;
import routes.step.FailureRecorder;
import routes.step.FeatureStep;
import routes.step.GuardStep;
import routes.step.LastGoodValueFallback;
import routes.step.LocalModelStep;
import routes.step.PollGate;
import routes.step.ScoringStep;
import routes.step.SettlementSteps;
import routes.step.SubmissionSteps;
import routes.step.WindowSelector;
import routes.topic.CompetitionCalendar;
import routes.topic.LeasedTopics;
import routes.topic.TopicPlan.TopicRegistry;
import wiring.ComponentFactory;
import wiring.ComponentFactory.Components;

/** Makes the steps, and the routes that run them. */
final class RouteAssembly {
  private final Settings settings;
  private final Components components;
  private final TopicRegistry topics;
  private final OperatorWarnings warnings = new OperatorWarnings();
  private final FailureRecorder failures;
  private final DuplicateWorkerGuard duplicateGuard;
  private final LeasedTopics held;
  private final EpochDelay epochDelay;
  private final HeartbeatReporter heartbeat;
  private final StandingReporter standing;
  private final Alerts alerts;

  /**
   * @param stop receives a failure that needs an operator
   */
  RouteAssembly(Settings settings, Components components, Consumer<Failure.Stop> stop) {
    this.settings = settings;
    this.components = components;
    this.topics = components.topicRegistry();
    this.failures = new FailureRecorder(components.journal(), stop);
    this.duplicateGuard =
        settings.isDryRun()
            ? DuplicateWorkerGuard.forDryRun(components.journal(), components.workers(), failures)
            : new DuplicateWorkerGuard(components.journal(), components.workers(), failures);
    this.held =
        new LeasedTopics(
            components.journal().leases(), components.workers(), failures::takeTopicFailure);
    this.epochDelay =
        new EpochDelay(
            components.journal().reader(),
            components.workers(),
            TopicSettings.expectedPeriods(settings),
            components.clock());
    this.heartbeat =
        new HeartbeatReporter(
            components.journal(),
            components.workers(),
            topics,
            components.reputerRegistry(),
            components.meters(),
            epochDelay);
    this.standing =
        new StandingReporter(
            components.journal().leases(),
            components.workers(),
            settings.topics().stream()
                .collect(Collectors.toMap(TopicSpec::id, it -> settings.otherTasks(it.id()))),
            components.meters());
    this.standing.onUpdated(autoStake()::stakeRewards);
    this.alerts =
        new Alerts(
            components.journal(),
            heartbeat,
            warnings,
            components.clock(),
            AlertSettings.policy(settings));
  }

  Alerts alerts() {
    return alerts;
  }

  private AutoStake autoStake() {
    WalletSettings wallets = new WalletSettings(settings);
    Map<Long, Integer> roles =
        settings.topics().stream()
            .collect(Collectors.toMap(TopicSpec::id, it -> settings.roles(it.id()).size()));
    return new AutoStake(
        components.workers(),
        components.journal(),
        new AutoStake.StakePlan(wallets.autoStakeTargets(), roles, wallets.keptDays()),
        settings.isDryRun());
  }

  StandingReporter standing() {
    return standing;
  }

  HeartbeatReporter heartbeat() {
    return heartbeat;
  }

  /**
   * Adds the routes to the application, and what Camel looks up itself: the client behind {@code
   * allora:}, the meters, the health check.
   *
   * @param over ends the run when the competitions are over
   */
  void addTo(Main main, PollGate pollGate, Runnable over) {
    main.bind("allora", components.workers());
    main.bind("metricsRegistry", components.meters().registry());
    if (!settings.isDryRun()) {
      main.bind(
          "epochs",
          new EpochsHealthCheck(
              components.journal(), topics, held, epochDelay, heartbeat::chainFault));
    }
    components
        .journal()
        .leases()
        .onGained(this::clearStateOfOtherReplicas, it -> topicsOf(it).forEach(pollGate::wake));
    components.journal().leases().onRound(this::meterReplicas);
    topics.ids().forEach(it -> registerOutcomeMeters(Role.WORKER, it));
    components.reputerRegistry().ids().forEach(it -> registerOutcomeMeters(Role.REPUTER, it));
    components
        .journal()
        .onEntryClosed(
            new ClosedEntryListener(
                components.meters(),
                ComponentFactory.legacyStatusFiles(settings, components.clock())));
    routes(predictionSteps(pollGate, over)).forEach(main.configure()::addRoutesBuilder);
  }

  private void clearStateOfOtherReplicas(String wallet) {
    topicsOf(wallet)
        .forEach(
            it -> {
              components.workers().forTopic(it).forgetOwnTransactions();
              duplicateGuard.checkAgain(it);
            });
  }

  private List<Long> topicsOf(String wallet) {
    return held.topicsOf(wallet, List.copyOf(allTopics()));
  }

  /** Topics of every role. */
  private Set<Long> allTopics() {
    Set<Long> all = new TreeSet<>(topics.ids());
    all.addAll(components.reputerRegistry().ids());
    return all;
  }

  private void meterReplicas() {
    WalletLeases leases = components.journal().leases();
    ReplicaOverview all = leases.overview();
    long alive = all.replicas().stream().filter(ReplicaInfo::alive).count();
    WorkerMetrics meters = components.meters();
    meters.setGauge("replicas.alive", alive);
    meters.setGauge("database.lag.seconds", all.lag().toNanos() / 1e9);
    components
        .workers()
        .allClients()
        .forEach(
            it ->
                meters.setGauge(
                    "wallet.held",
                    "worker",
                    it.workerAddress(),
                    leases.isHeld(it.workerAddress()) ? 1 : 0));
  }

  private Stream<RoutesBuilder> routes(PredictionRoute.Steps steps) {
    List<RoutesBuilder> always =
        List.of(
            new FailurePolicy(failures),
            new RehearsalRoute(steps),
            new PredictionRoute(steps),
            new MarketRoute(components.candleService()),
            new MinutePriceRoute(components.candleService()),
            new ModelServerRoute(topics),
            new ForecastRoute(steps.forecast()),
            new ForecasterRoute(steps),
            new ScoringRoute(scoringStep()),
            new HeartbeatRoute(heartbeat, standing, failures, settings.text("heartbeat.ping")));
    List<RoutesBuilder> reputer = new ReputerAssembly(components).routes(held, steps.claim());
    return Stream.of(always, reputer, submissionRoutes(), alertRoutes()).flatMap(List::stream);
  }

  private ScoringStep scoringStep() {
    return new ScoringStep(
        components.journal(),
        topics,
        components.clock(),
        MarketSettings.candleLimits(settings),
        components.workers());
  }

  private PredictionRoute.Steps predictionSteps(PollGate pollGate, Runnable over) {
    WindowSelector windows =
        new WindowSelector(components.journal(), components.clock(), settings::submissionTiming);
    DryRunStep dryRun = new DryRunStep(components.journal(), windows);
    CompetitionCalendar calendar =
        new CompetitionCalendar(
            TopicSettings.competitionPeriods(settings),
            settings.isDryRun() ? dryRun::begin : windows::begin,
            components.journal(),
            components.clock(),
            TopicSettings.stopsAtEnd(settings) ? over : () -> {});
    return new PredictionRoute.Steps(
        pollGate,
        topics,
        calendar,
        held,
        duplicateGuard,
        new FeatureStep(topics, components.meters()),
        new LocalModelStep(topics, warnings),
        new GuardStep(topics, components.workers(), warnings, ProgramVersion.version()),
        new ForecastStep(
            components.workers(),
            components.forecastPlans(),
            components.journal(),
            components.meters(),
            ProgramVersion.version()),
        settings.isDryRun() ? dryRun : new ClaimStep(components.journal()),
        new LastGoodValueFallback(topics, components.journal(), components.clock()));
  }

  private List<RoutesBuilder> submissionRoutes() {
    if (settings.isDryRun()) {
      return List.of(new DryRunRoute());
    }
    SubmissionSteps submission =
        new SubmissionSteps(components.journal(), components.clock(), components.meters());
    SettlementSteps settlement =
        new SettlementSteps(
            components.journal(),
            components.workers(),
            allTopics(),
            components.meters(),
            failures,
            components.clock());
    return List.of(
        new SubmissionRoute(submission, duplicateGuard),
        new SettlementRoute(settlement, submission));
  }

  /** A dry run sends no alerts. */
  private List<RoutesBuilder> alertRoutes() {
    return settings.isDryRun()
        ? List.of()
        : List.of(new AlertRoute(alerts, failures, settings.text("alert.uri")));
  }

  private void registerOutcomeMeters(Role role, long topic) {
    Stream.of(EntryState.values())
        .filter(EntryState::isClosed)
        .forEach(it -> components.meters().registerOutcome(role, topic, it.label()));
  }
}
