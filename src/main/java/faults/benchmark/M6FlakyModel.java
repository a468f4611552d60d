package faults.benchmark;

import static faults.engine.NodeFaults.statusReply;
import static faults.engine.NodeFaults.withProbability;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultPolicy.RequestAction;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.util.List;

/** Three answers of the model in ten are errors. */
public final class M6FlakyModel {
  private static final List<RequestAction> ERRORS =
      List.of(
          statusReply(500),
          statusReply(503),
          new RequestAction.CloseConnection(),
          new RequestAction.TruncateReply());

  private M6FlakyModel() {}

  public static Scenario scenario() {
    return Scenario.of("M6", "30 % of the model's answers are errors")
        .withSetup(ScenarioSetup::withModelServer)
        .withEpoch(
            "30 % fail",
            it -> it.modelServer().setFaultPolicy(withProbability(0.3, it.nextSeed(), ERRORS)),
            accepted());
  }
}
