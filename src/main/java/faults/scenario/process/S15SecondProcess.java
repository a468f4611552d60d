package faults.scenario.process;

import static faults.engine.WindowExpectation.accepted;

import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.worker.WorkerUnderTestFactory.ExtraProcess;
import java.util.Map;

/** Another process with the same key: on this host the lock refuses it, on another it stops. */
public final class S15SecondProcess {
  private S15SecondProcess() {}

  public static Scenario scenario() {
    return Scenario.of("S15", "A second process on the same wallet, on this host and on another")
        .withEpoch("same state folder", S15SecondProcess::sameHost, accepted().withIncludedCount(1))
        .withEpoch(
            "same key, other host", S15SecondProcess::otherHost, accepted().withIncludedCount(1));
  }

  private static void sameHost(EpochContext epoch) {
    ExtraProcess second = epoch.host().startProcess(epoch.worker().stateFolder(), Map.of(), "run");
    epoch.require("the lock refuses it", () -> second.exitCode().orElse(-1) == 2);
    epoch.require("it says who holds it", () -> second.output().contains("is in use by process"));
  }

  /** It comes when the first one has answered: the answer is not in its own journal. */
  private static void otherHost(EpochContext epoch) {
    ExtraProcess second = epoch.host().startProcess(epoch.host().newFolder(), Map.of(), "run");
    epoch.require("it stops by itself", () -> second.exitCode().orElse(-1) == 2);
    epoch.require("it says why", () -> second.output().contains("another process"));
  }
}
