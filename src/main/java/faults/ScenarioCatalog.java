package faults;

import faults.benchmark.M14ChainUpgrade;
import faults.benchmark.M16PredecessorHistory;
import faults.benchmark.M1CallFailureRates;
import faults.benchmark.M2OneOfTwoNodesFails;
import faults.benchmark.M5RecoveryTime;
import faults.benchmark.M6FlakyModel;
import faults.benchmark.M8SimultaneousTopics;
import faults.benchmark.M9WindowLengths;
import faults.benchmark.RealTimeBenchmark;
import faults.engine.Scenario;
import faults.scenario.data.S24FaultyModel;
import faults.scenario.data.S25FaultyMarketData;
import faults.scenario.data.S26RepeatedValue;
import faults.scenario.data.S27RetrainingInProgress;
import faults.scenario.network.S07FailingNodes;
import faults.scenario.network.S08AllNodesDown;
import faults.scenario.network.S09WrongEndpoints;
import faults.scenario.network.S10HalfOpenConnections;
import faults.scenario.network.S11FrozenNodeHeights;
import faults.scenario.network.S12NodesDisagreeOnNonce;
import faults.scenario.network.S13WebSocketFaults;
import faults.scenario.network.S30EmissionsUpgrade;
import faults.scenario.network.S31ChainHaltAndReset;
import faults.scenario.process.S15SecondProcess;
import faults.scenario.process.S16KilledWithoutWarning;
import faults.scenario.process.S17TerminationSignals;
import faults.scenario.process.S28JournalFaults;
import faults.scenario.process.S34KeyFileFaults;
import faults.scenario.time.S01ConsecutiveEpochs;
import faults.scenario.time.S02WindowLengths;
import faults.scenario.time.S03LateStart;
import faults.scenario.time.S04LastBlockOfWindow;
import faults.scenario.time.S29HostClockFaults;
import faults.scenario.time.S32SimultaneousTopics;
import faults.scenario.time.S33OverlappingWindows;
import faults.scenario.time.S35RandomFaultsForADay;
import faults.scenario.time.S36CompetitionEnd;
import faults.scenario.tx.S05RejectedInBlock;
import faults.scenario.tx.S06IncludedButNotStored;
import faults.scenario.tx.S14SequenceMismatch;
import faults.scenario.tx.S18LostBroadcastReply;
import faults.scenario.tx.S19DroppedFromMempool;
import faults.scenario.tx.S20FeeChanges;
import faults.scenario.tx.S21OutOfGas;
import faults.scenario.tx.S22InsufficientFunds;
import faults.scenario.tx.S23WorkerNotEligible;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in the order of the table. A new one is a file and its line here. */
public final class ScenarioCatalog {
  private ScenarioCatalog() {}

  public static List<Scenario> all() {
    return List.of(
        S01ConsecutiveEpochs.scenario(),
        S02WindowLengths.scenario(),
        S03LateStart.scenario(),
        S04LastBlockOfWindow.scenario(),
        S05RejectedInBlock.scenario(),
        S06IncludedButNotStored.scenario(),
        S07FailingNodes.scenario(),
        S08AllNodesDown.scenario(),
        S09WrongEndpoints.scenario(),
        S09WrongEndpoints.allNodesOnAnotherChain(),
        S10HalfOpenConnections.scenario(),
        S11FrozenNodeHeights.scenario(),
        S12NodesDisagreeOnNonce.scenario(),
        S13WebSocketFaults.scenario(),
        S14SequenceMismatch.scenario(),
        S15SecondProcess.scenario(),
        S16KilledWithoutWarning.scenario(),
        S17TerminationSignals.scenario(),
        S18LostBroadcastReply.scenario(),
        S19DroppedFromMempool.scenario(),
        S20FeeChanges.scenario(),
        S21OutOfGas.scenario(),
        S22InsufficientFunds.scenario(),
        S23WorkerNotEligible.scenario(),
        S24FaultyModel.scenario(),
        S24FaultyModel.withLastGoodValue(),
        S25FaultyMarketData.scenario(),
        S25FaultyMarketData.withSecondSource(),
        S26RepeatedValue.scenario(),
        S27RetrainingInProgress.scenario(),
        S28JournalFaults.scenario(),
        S29HostClockFaults.scenario(),
        S30EmissionsUpgrade.scenario(),
        S31ChainHaltAndReset.scenario(),
        S32SimultaneousTopics.scenario(),
        S33OverlappingWindows.scenario(),
        S34KeyFileFaults.scenario(),
        S35RandomFaultsForADay.scenario(),
        S36CompetitionEnd.scenario(),
        S36CompetitionEnd.staysIdle());
  }

  /** Those that figures are made of, to be played often. */
  public static List<Scenario> benchmarks() {
    return Stream.of(
            M1CallFailureRates.scenarios(),
            M2OneOfTwoNodesFails.scenarios(),
            M5RecoveryTime.scenarios(),
            List.of(M6FlakyModel.scenario()),
            M8SimultaneousTopics.scenarios(),
            M9WindowLengths.scenarios(),
            RealTimeBenchmark.scenarios(),
            List.of(M14ChainUpgrade.scenario(), M16PredecessorHistory.scenario()))
        .flatMap(List::stream)
        .toList();
  }

  public static Optional<Scenario> findById(String id) {
    return Stream.concat(all().stream(), benchmarks().stream())
        .filter(it -> it.id().equalsIgnoreCase(id))
        .findFirst();
  }
}
