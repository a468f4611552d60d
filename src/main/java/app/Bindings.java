package app;

import domain.Failure;
import domain.Window;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import journal.State;
import org.apache.camel.main.Main;
import routes.AlertRoute;
import routes.Alerts;
import routes.Answers;
import routes.Claims;
import routes.Closings;
import routes.DryRuns;
import routes.Failures;
import routes.Heartbeat;
import routes.Inputs;
import routes.Judgement;
import routes.LastResort;
import routes.Lateness;
import routes.Ledger;
import routes.Openings;
import routes.Referee;
import routes.Remarks;
import routes.Scores;
import routes.Seasons;
import routes.Settling;
import routes.Topics;

/** Puts the beans that the routes call by name into the registry of a Camel application. */
final class Bindings {
  private final Settings settings;
  private final Parts parts;
  private final Lateness lateness;
  private final Heartbeat heartbeat;

  Bindings(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.lateness =
        new Lateness(
            parts.journal().history(), parts.workers(), Calendar.expected(settings), parts.clock());
    this.heartbeat =
        new Heartbeat(parts.journal(), parts.workers(), parts.topics(), parts.meters(), lateness);
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  /**
   * @param stop told what made an operator necessary
   * @param over ends the run when the competitions are over
   */
  void to(Main main, Consumer<Failure.Stop> stop, Runnable over) {
    main.bind("clock", parts.clock());
    main.bind("allora", parts.workers());
    main.bind("desk", parts.desk());
    Topics topics = parts.topics();
    main.bind("topics", topics);
    main.bind("metricsRegistry", parts.meters().registry());
    topics.ids().forEach(this::outcomes);
    main.bind("features", new Inputs(topics, parts.meters()));
    Remarks remarks = new Remarks();
    main.bind("predictor", new Answers(topics, remarks));
    main.bind("guard", new Judgement(topics, remarks, Version.text()));
    main.bind("lastResort", new LastResort(topics, parts.journal(), parts.clock()));
    main.bind("ledger", new Ledger(parts.journal(), parts.clock(), parts.meters()));
    main.bind("settling", new Settling(parts.journal(), parts.workers(), topics, parts.meters()));
    parts.journal().onClosing(new Closings(parts.meters(), Wiring.mirror(settings, parts.clock())));
    main.bind("scores", new Scores(parts.journal(), topics, parts.clock()));
    main.bind("heartbeat", heartbeat);
    main.bind(
        "epochs", new Punctuality(parts.journal().history(), topics, lateness, heartbeat::trouble));
    bindAnswers(main, stop, over);
    alerts(main, settings.text("alert.uri"), remarks);
  }

  private void outcomes(long topic) {
    Stream.of(State.values())
        .filter(State::closed)
        .forEach(it -> parts.meters().outcome(topic, it.label()));
  }

  private void alerts(Main main, String uri, Remarks remarks) {
    if (!uri.isEmpty()) {
      main.bind(
          "alerts",
          new Alerts(
              parts.journal().history(),
              heartbeat,
              remarks,
              parts.clock(),
              AlertSettings.policy(settings)));
      main.configure().addRoutesBuilder(new AlertRoute(uri));
    }
  }

  private Seasons seasons(Predicate<Window> openings, Runnable over) {
    Runnable end = Calendar.stops(settings) ? over : () -> {};
    return new Seasons(Calendar.seasons(settings), openings, parts.journal(), parts.clock(), end);
  }

  private void bindAnswers(Main main, Consumer<Failure.Stop> stop, Runnable over) {
    Failures failures = new Failures(parts.journal(), stop);
    Openings openings = new Openings(parts.journal(), parts.clock(), settings::answerAt);
    DryRuns dryRuns = new DryRuns(parts.journal(), openings);
    main.bind("referee", new Referee(parts.journal(), parts.workers(), failures));
    main.bind("failures", failures);
    main.bind("openings", seasons(settings.dryRun() ? dryRuns::due : openings::due, over));
    main.bind("claims", settings.dryRun() ? dryRuns : new Claims(parts.journal()));
  }
}
