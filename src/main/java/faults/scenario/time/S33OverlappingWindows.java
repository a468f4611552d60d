package faults.scenario.time;

import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.WindowExpectation.accepted;

import devnet.fault.FaultPolicy;
import devnet.fault.FaultPolicy.RequestAction;
import devnet.genesis.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import java.time.Duration;
import java.util.List;

/** Windows longer than the epoch: two stand open at once. The newer one is answered first. */
public final class S33OverlappingWindows {
  private static final long EPOCH = 400;

  private S33OverlappingWindows() {}

  public static Scenario scenario() {
    GenesisTopic overlapping =
        GenesisTopic.logReturnTopic(67).withBlockLengths(EPOCH, 600, EPOCH * 168);
    return Scenario.of("S33", "Two nonces open at the same time: newest first, then the older")
        .withSetup(setup -> setup.withTopics(List.of(overlapping)))
        .withEpoch(
            "nodes down until the next opens",
            S33OverlappingWindows::nodesDownUntilNextOpens,
            accepted().withIncludedCount(1))
        .withEpoch("that next one", it -> {}, accepted().withIncludedCount(1));
  }

  private static void nodesDownUntilNextOpens(EpochContext epoch) {
    epoch.allNodes(onEveryRequest(new RequestAction.CloseConnection()));
    epoch.attemptTime(Duration.ofSeconds(1));
    epoch.atBlock(EPOCH + 2, () -> nodesBack(epoch));
  }

  private static void nodesBack(EpochContext epoch) {
    epoch.allNodes(FaultPolicy.noFaults());
    epoch.require("the newer one is answered first", () -> isNewerStoredFirst(epoch));
  }

  private static boolean isNewerStoredFirst(EpochContext epoch) {
    long older = storedHeight(epoch, epoch.nonce());
    long newer = storedHeight(epoch, epoch.nonce() + EPOCH);
    return newer > 0 && older >= newer;
  }

  /** Height of the block with the answer, or 0. */
  private static long storedHeight(EpochContext epoch, long nonce) {
    return epoch.devnet().submissions().nonceRecords(67).stream()
        .filter(it -> it.nonce() == nonce)
        .map(NonceRecord::acceptedPayloads)
        .flatMap(List::stream)
        .mapToLong(it -> it.blockHeight())
        .findFirst()
        .orElse(0);
  }
}
