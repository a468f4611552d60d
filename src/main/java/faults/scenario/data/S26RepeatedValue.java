package faults.scenario.data;

import static faults.engine.NodeFaults.jsonReply;
import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.util.function.Consumer;

/** A model that says the same epoch after epoch is answered for, and somebody is told. */
public final class S26RepeatedValue {
  private S26RepeatedValue() {}

  public static Scenario scenario() {
    return Scenario.of("S26", "The same value epoch after epoch")
        .withSetup(setup -> setup.withModelServer().withSetting("model.guard.frozen-after", "4"))
        .withSetup(setup -> setup.withSetting("alert.period", "5s"))
        .withEpoch("first", modelRepeatsValue(it -> {}), accepted())
        .withEpoch("second", modelRepeatsValue(it -> {}), accepted())
        .withEpoch("third", modelRepeatsValue(it -> it.forbidAlert("frozen value")), accepted())
        .withEpoch("fourth", modelRepeatsValue(it -> it.requireAlert("frozen value")), accepted());
  }

  private static Consumer<EpochContext> modelRepeatsValue(Consumer<EpochContext> more) {
    return epoch -> {
      epoch.modelServer().setFaultPolicy(onEveryRequest(jsonReply("{\"value\":\"0.001\"}")));
      more.accept(epoch);
    };
  }
}
