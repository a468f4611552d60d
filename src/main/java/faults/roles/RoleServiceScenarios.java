package faults.roles;

import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.fixedReply;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;
import static faults.engine.WindowExpectation.notStored;

import devnet.server.FaultPolicy.RequestAction;
import domain.Role;
import faults.engine.EpochContext;
import faults.engine.KillPoint;
import faults.engine.KillPoint.KillPointAction;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import faults.engine.WindowExpectation;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Servers that a reputer needs, and queries that a forecaster needs, fail. */
public final class RoleServiceScenarios {
  private static final int EXIT_KILLED = 137;

  private RoleServiceScenarios() {}

  /** A quarter of the usual speed: two roles and a service are a lot for a busy machine. */
  static ScenarioSetup withTime(ScenarioSetup setup) {
    return setup.network(it -> it.withSpeed(25));
  }

  private static ScenarioSetup reputer(ScenarioSetup setup) {
    return withTime(setup.withRoles(Role.REPUTER).withModelServer());
  }

  /** The server is called again while the window is open, and no loss is made up. */
  public static Scenario s47ServicesDown() {
    return Scenario.of("S47", "The server of the ground truth is down, slow or wrong")
        .withSetup(RoleServiceScenarios::reputer)
        .withEpoch("503 three times", truth(firstTimes(3, statusReply(503))), accepted())
        .withEpoch("hangs twice", truth(firstTimes(2, new RequestAction.NeverReply())), accepted())
        .withEpoch(
            "text at first",
            truth(firstTimes(3, fixedReply(200, "text/plain", "soon"))),
            accepted())
        .withEpoch(
            "infinite to the end",
            truth(() -> fixedReply(200, "text/plain", "Infinity")),
            missed("MODEL"))
        .withEpoch("calm", it -> {}, accepted().withIncludedCount(1))
        .withEpoch("503 to the end", truth(() -> statusReply(503)), missed("MODEL"));
  }

  private static Consumer<EpochContext> truth(Supplier<RequestAction> act) {
    return epoch -> epoch.modelServer().setFaultPolicy(onRequest(pathContains("/truth/"), act));
  }

  /** Losses come from the service only; nothing is computed in its place. */
  public static Scenario s49LossServiceDown() {
    return Scenario.of("S49", "The loss service is down, slow or wrong")
        .withSetup(RoleServiceScenarios::reputer)
        .withSetup(
            setup -> setup.withSetting("topic.67.loss-url", ScenarioSetup.MODEL_SERVER + "/loss"))
        .withEpoch("503 three times", losses(firstTimes(3, statusReply(503))), accepted())
        .withEpoch("hangs twice", losses(firstTimes(2, new RequestAction.NeverReply())), accepted())
        .withEpoch(
            "a loss that is none at first",
            losses(firstTimes(3, jsonReply("{\"loss\":\"NaN\"}"))),
            accepted().withIncludedCount(1))
        .withEpoch("503 to the end", losses(() -> statusReply(503)), missed("MODEL"));
  }

  private static Consumer<EpochContext> losses(Supplier<RequestAction> act) {
    return epoch -> epoch.modelServer().setFaultPolicy(onRequest(pathContains("/calculate"), act));
  }

  /** A forecast is optional: the prediction is submitted with or without it. */
  public static Scenario s50ForecastWithoutLosses() {
    return Scenario.of("S50", "A forecaster cannot read past losses or who is registered")
        .withSetup(setup -> setup.withRoles(Role.WORKER, Role.REPUTER))
        .withSetup(RoleServiceScenarios::withTime)
        .withSetup(ScenarioSetup::withModelServer)
        .withSetup(setup -> setup.withSetting("model.guard.consensus-sigmas", "1000"))
        .withSetup(setup -> setup.withSetting("topic.67.forecast", "past-losses"))
        .withEpoch("first losses", it -> {}, accepted().withIncludedCount(1))
        .withEpoch("past losses are known", it -> {}, forecasts(true))
        .withEpoch("newer losses cannot be read", nodes("/network_loss/"), forecasts(true))
        .withEpoch("inferers cannot be read", nodes("/inferences/"), forecasts(false))
        .withEpoch("all is well again", it -> {}, forecasts(true));
  }

  /** There is no prediction that could go out without it. */
  public static Scenario s51ForecastAlone() {
    return Scenario.of("S51", "A forecaster that predicts nothing itself")
        .withSetup(setup -> setup.withRoles(Role.WORKER, Role.REPUTER))
        .withSetup(KillPointAction::singleNodeSetup)
        .withSetup(setup -> setup.withSetting("topic.67.inference", "none"))
        .withSetup(setup -> setup.withSetting("topic.67.forecast", "past-losses"))
        .withFirstEpoch(missed("NO_DATA"))
        .withEpoch("past losses are known", it -> {}, forecastAlone())
        .withEpoch(
            "inferers cannot be read",
            nodes("/inferences/"),
            missed("NO_ENDPOINT", "WINDOW_CLOSED"))
        .withEpoch(
            "code 0, not stored",
            it -> it.network().discardNextPayloads(1),
            notStored(List.of("accepted_missing"), "NOT_STORED"))
        .withEpoch("killed after the claim", killed(KillPoint.AFTER_CLAIM), forecastAlone())
        .withEpoch("killed as it is sent", killed(KillPoint.DURING_BROADCAST), forecastAlone());
  }

  private static Consumer<EpochContext> killed(KillPoint cut) {
    return epoch -> KillPointAction.endBySignalAt(epoch, cut, "KILL", EXIT_KILLED);
  }

  private static WindowExpectation forecastAlone() {
    return accepted()
        .withIncludedCount(1)
        .and("a forecast alone", it -> it.reported().value().startsWith("|"));
  }

  private static WindowExpectation forecasts(boolean any) {
    return accepted()
        .withIncludedCount(1)
        .and(
            any ? "with a forecast" : "without a forecast",
            it -> it.reported().value().contains("|") == any);
  }

  private static Consumer<EpochContext> nodes(String path) {
    return epoch -> epoch.allNodes(onRequest(pathContains(path), statusReply(503)));
  }
}
