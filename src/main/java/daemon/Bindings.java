package daemon;

import config.AlertSettings;
import config.CompetitionSettings;
import config.ProgramVersion;
import config.Settings;
import domain.Failure;
import domain.Window;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import journal.entry.EntryState;
import org.apache.camel.main.Main;
import routes.AlertRoute;
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
import routes.step.ScoringStep;
import routes.step.SettlementSteps;
import routes.step.SubmissionSteps;
import routes.step.WindowSelector;
import routes.topic.CompetitionCalendar;
import routes.topic.TopicRegistry;
import wiring.ComponentFactory;
import wiring.Components;

/** Puts the beans that the routes call by name into the registry of a Camel application. */
final class Bindings {
  private final Settings settings;
  private final Components parts;
  private final EpochDelay lateness;
  private final HeartbeatReporter heartbeat;

  Bindings(Settings settings, Components parts) {
    this.settings = settings;
    this.parts = parts;
    this.lateness =
        new EpochDelay(
            parts.journal().reader(),
            parts.workers(),
            CompetitionSettings.expectedPeriods(settings),
            parts.clock());
    this.heartbeat =
        new HeartbeatReporter(
            parts.journal(), parts.workers(), parts.topicRegistry(), parts.meters(), lateness);
  }

  HeartbeatReporter heartbeat() {
    return heartbeat;
  }

  /**
   * @param stop told what made an operator necessary
   * @param over ends the run when the competitions are over
   */
  void bindTo(Main main, Consumer<Failure.Stop> stop, Runnable over) {
    main.bind("clock", parts.clock());
    main.bind("allora", parts.workers());
    main.bind("desk", parts.candleService());
    TopicRegistry topics = parts.topicRegistry();
    main.bind("topics", topics);
    main.bind("metricsRegistry", parts.meters().registry());
    topics.ids().forEach(this::registerOutcomeMeters);
    main.bind("features", new FeatureStep(topics, parts.meters()));
    OperatorWarnings remarks = new OperatorWarnings();
    main.bind("predictor", new LocalModelStep(topics, remarks));
    main.bind("guard", new GuardStep(topics, remarks, ProgramVersion.version()));
    main.bind("lastResort", new LastGoodValueFallback(topics, parts.journal(), parts.clock()));
    main.bind("ledger", new SubmissionSteps(parts.journal(), parts.clock(), parts.meters()));
    main.bind(
        "settling", new SettlementSteps(parts.journal(), parts.workers(), topics, parts.meters()));
    parts
        .journal()
        .onEntryClosed(
            new ClosedEntryListener(
                parts.meters(), ComponentFactory.legacyStatusFiles(settings, parts.clock())));
    main.bind("scores", new ScoringStep(parts.journal(), topics, parts.clock()));
    main.bind("heartbeat", heartbeat);
    main.bind(
        "epochs",
        new EpochsHealthCheck(parts.journal().reader(), topics, lateness, heartbeat::chainFault));
    bindSubmissionSteps(main, stop, over);
    bindAlerts(main, settings.text("alert.uri"), remarks);
  }

  private void registerOutcomeMeters(long topic) {
    Stream.of(EntryState.values())
        .filter(EntryState::isClosed)
        .forEach(it -> parts.meters().registerOutcome(topic, it.label()));
  }

  private void bindAlerts(Main main, String uri, OperatorWarnings remarks) {
    if (!uri.isEmpty()) {
      main.bind(
          "alerts",
          new Alerts(
              parts.journal().reader(),
              heartbeat,
              remarks,
              parts.clock(),
              AlertSettings.policy(settings)));
      main.configure().addRoutesBuilder(new AlertRoute(uri));
    }
  }

  private CompetitionCalendar competitionCalendar(Predicate<Window> openings, Runnable over) {
    Runnable end = CompetitionSettings.stopsAtEnd(settings) ? over : () -> {};
    return new CompetitionCalendar(
        CompetitionSettings.competitionPeriods(settings),
        openings,
        parts.journal(),
        parts.clock(),
        end);
  }

  private void bindSubmissionSteps(Main main, Consumer<Failure.Stop> stop, Runnable over) {
    FailureRecorder failures = new FailureRecorder(parts.journal(), stop);
    WindowSelector openings =
        new WindowSelector(parts.journal(), parts.clock(), settings::submissionTiming);
    DryRunStep dryRuns = new DryRunStep(parts.journal(), openings);
    main.bind("referee", new DuplicateWorkerGuard(parts.journal(), parts.workers(), failures));
    main.bind("failures", failures);
    main.bind(
        "openings",
        competitionCalendar(
            settings.isDryRun() ? dryRuns::beginIfDue : openings::beginIfDue, over));
    main.bind("claims", settings.isDryRun() ? dryRuns : new ClaimStep(parts.journal()));
  }
}
