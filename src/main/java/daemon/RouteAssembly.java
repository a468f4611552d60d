package daemon;

import config.AlertSettings;
import config.CompetitionSettings;
import config.ProgramVersion;
import config.Settings;
import domain.Failure;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import journal.entry.EntryState;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.Main;
import routes.AlertRoute;
import routes.DryRunRoute;
import routes.FailurePolicy;
import routes.HeartbeatRoute;
import routes.MarketRoute;
import routes.MinutePriceRoute;
import routes.ModelServerRoute;
import routes.PredictionRoute;
import routes.RehearsalRoute;
import routes.ScoringRoute;
import routes.SettlementRoute;
import routes.SubmissionRoute;
import routes.alert.Alerts;
import routes.failure.FailureRecorder;
import routes.health.ClosedEntryListener;
import routes.health.EpochDelay;
import routes.health.HeartbeatReporter;
import routes.health.OperatorWarnings;
import routes.step.ClaimStep;
import routes.step.DryRunStep;
import routes.step.DuplicateWorkerGuard;
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
import routes.topic.TopicRegistry;
import wiring.ComponentFactory;
import wiring.Components;

/** Makes the steps of the routes, and the routes of the steps. */
final class RouteAssembly {
  private final Settings settings;
  private final Components parts;
  private final TopicRegistry topics;
  private final OperatorWarnings warnings = new OperatorWarnings();
  private final FailureRecorder failures;
  private final DuplicateWorkerGuard duplicateGuard;
  private final EpochDelay epochDelay;
  private final HeartbeatReporter heartbeat;

  /**
   * @param stop told what made an operator necessary
   */
  RouteAssembly(Settings settings, Components parts, Consumer<Failure.Stop> stop) {
    this.settings = settings;
    this.parts = parts;
    this.topics = parts.topicRegistry();
    this.failures = new FailureRecorder(parts.journal(), stop);
    this.duplicateGuard = new DuplicateWorkerGuard(parts.journal(), parts.workers(), failures);
    this.epochDelay =
        new EpochDelay(
            parts.journal().reader(),
            parts.workers(),
            CompetitionSettings.expectedPeriods(settings),
            parts.clock());
    this.heartbeat =
        new HeartbeatReporter(parts.journal(), parts.workers(), topics, parts.meters(), epochDelay);
  }

  HeartbeatReporter heartbeat() {
    return heartbeat;
  }

  /**
   * Puts the routes into the application, and what Camel itself looks for: the client behind {@code
   * allora:}, the meters, the health check.
   *
   * @param over ends the run when the competitions are over
   */
  void addTo(Main main, PollGate pollGate, Runnable over) {
    main.bind("allora", parts.workers());
    main.bind("metricsRegistry", parts.meters().registry());
    main.bind(
        "epochs",
        new EpochsHealthCheck(parts.journal().reader(), topics, epochDelay, heartbeat::chainFault));
    topics.ids().forEach(this::registerOutcomeMeters);
    parts
        .journal()
        .onEntryClosed(
            new ClosedEntryListener(
                parts.meters(), ComponentFactory.legacyStatusFiles(settings, parts.clock())));
    routes(predictionSteps(pollGate, over)).forEach(main.configure()::addRoutesBuilder);
  }

  private Stream<RoutesBuilder> routes(PredictionRoute.Steps steps) {
    List<RoutesBuilder> always =
        List.of(
            new FailurePolicy(failures),
            new RehearsalRoute(steps),
            new PredictionRoute(steps),
            new MarketRoute(parts.candleService()),
            new MinutePriceRoute(parts.candleService()),
            new ModelServerRoute(topics),
            new ScoringRoute(new ScoringStep(parts.journal(), topics, parts.clock())),
            new HeartbeatRoute(heartbeat, failures, settings.text("heartbeat.ping")));
    return Stream.of(always, submissionRoutes(), alertRoutes()).flatMap(List::stream);
  }

  private PredictionRoute.Steps predictionSteps(PollGate pollGate, Runnable over) {
    WindowSelector windows =
        new WindowSelector(parts.journal(), parts.clock(), settings::submissionTiming);
    DryRunStep dryRun = new DryRunStep(parts.journal(), windows);
    CompetitionCalendar calendar =
        new CompetitionCalendar(
            CompetitionSettings.competitionPeriods(settings),
            settings.isDryRun() ? dryRun::beginIfDue : windows::beginIfDue,
            parts.journal(),
            parts.clock(),
            CompetitionSettings.stopsAtEnd(settings) ? over : () -> {});
    return new PredictionRoute.Steps(
        pollGate,
        topics,
        calendar,
        duplicateGuard,
        new FeatureStep(topics, parts.meters()),
        new LocalModelStep(topics, warnings),
        new GuardStep(topics, warnings, ProgramVersion.version()),
        settings.isDryRun() ? dryRun : new ClaimStep(parts.journal()),
        new LastGoodValueFallback(topics, parts.journal(), parts.clock()));
  }

  private List<RoutesBuilder> submissionRoutes() {
    if (settings.isDryRun()) {
      return List.of(new DryRunRoute());
    }
    SubmissionSteps submission =
        new SubmissionSteps(parts.journal(), parts.clock(), parts.meters());
    SettlementSteps settlement =
        new SettlementSteps(parts.journal(), parts.workers(), topics, parts.meters());
    return List.of(
        new SubmissionRoute(submission, duplicateGuard),
        new SettlementRoute(settlement, submission));
  }

  private List<RoutesBuilder> alertRoutes() {
    String uri = settings.text("alert.uri");
    Alerts alerts =
        new Alerts(
            parts.journal().reader(),
            heartbeat,
            warnings,
            parts.clock(),
            AlertSettings.policy(settings));
    return uri.isEmpty() ? List.of() : List.of(new AlertRoute(alerts, failures, uri));
  }

  private void registerOutcomeMeters(long topic) {
    Stream.of(EntryState.values())
        .filter(EntryState::isClosed)
        .forEach(it -> parts.meters().registerOutcome(topic, it.label()));
  }
}
