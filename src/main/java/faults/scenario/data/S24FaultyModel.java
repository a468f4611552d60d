package faults.scenario.data;

import static faults.engine.NodeFaults.firstTimes;
import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.NodeFaults.onRequest;
import static faults.engine.NodeFaults.pathContains;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.time.Duration;
import java.util.function.Consumer;

/** Whatever the model does: it is asked again while the window is open, and no bad value leaves. */
public final class S24FaultyModel {
  private S24FaultyModel() {}

  public static Scenario scenario() {
    return Scenario.of("S24", "The model throws, hangs, is slow, answers NaN, Inf, text, 0, -2.906")
        .withSetup(ScenarioSetup::withModelServer)
        .withEpoch("throws three times", faultFirstTimes(3, statusReply(500)), accepted())
        .withEpoch("hangs twice", faultFirstTimes(2, new RequestAction.NeverReply()), accepted())
        .withEpoch(
            "slow, 9 min",
            faultFirstTimes(1, new RequestAction.AnswerLate(Duration.ofMinutes(9).dividedBy(100))),
            accepted())
        .withEpoch("NaN four times", faultFirstTimes(4, valueReply("NaN")), accepted())
        .withEpoch("Inf", faultAlways(valueReply("Infinity")), missed("MODEL"))
        .withEpoch("text", faultAlways(valueReply("up")), missed("MODEL"))
        .withEpoch("0", faultAlways(valueReply("0")), missed("GUARD"))
        .withEpoch("-2.906", faultAlways(valueReply("-2.906")), missed("GUARD"))
        .withEpoch("throws to the end", faultAlways(statusReply(500)), missed("MODEL"));
  }

  /** From the last fifth of the window on, the newest good value may stand in. */
  public static Scenario withLastGoodValue() {
    return Scenario.of("S24-last-good", "As S24, where the operator prefers the last good value")
        .withSetup(setup -> setup.withModelServer().withSetting("model.at-window-end", "last-good"))
        .withEpoch(
            "throws to the end",
            faultUntilWindowEnd(statusReply(500)),
            accepted().and("late", it -> it.blocksToInclusion() > 480))
        .withEpoch(
            "-2.906 to the end",
            faultUntilWindowEnd(valueReply("-2.906")),
            accepted().and("late", it -> it.blocksToInclusion() > 480));
  }

  private static Consumer<EpochContext> faultUntilWindowEnd(RequestAction act) {
    return epoch -> {
      epoch.modelServer().setFaultPolicy(onEveryRequest(act));
      epoch.atBlock(481, () -> {});
    };
  }

  private static RequestAction valueReply(String text) {
    return jsonReply("{\"value\":\"" + text + "\"}");
  }

  private static Consumer<EpochContext> faultFirstTimes(int times, RequestAction act) {
    return epoch ->
        epoch.modelServer().setFaultPolicy(onRequest(pathContains("/"), firstTimes(times, act)));
  }

  private static Consumer<EpochContext> faultAlways(RequestAction act) {
    return epoch -> epoch.modelServer().setFaultPolicy(onEveryRequest(act));
  }
}
