package faults;

import faults.benchmark.FailureRateBenchmarks;
import faults.benchmark.M16PredecessorHistory;
import faults.engine.Scenario;
import faults.hostile.EndlessReplyScenarios;
import faults.hostile.HostileTextScenarios;
import faults.roles.ReputerScenarios;
import faults.roles.RoleServiceScenarios;
import faults.scenario.AccountScenarios;
import faults.scenario.ChainUpgradeScenarios;
import faults.scenario.FeeScenarios;
import faults.scenario.ModelScenarios;
import faults.scenario.NodeOutageScenarios;
import faults.scenario.ProcessScenarios;
import faults.scenario.S25FaultyMarketData;
import faults.scenario.S28JournalFaults;
import faults.scenario.S35RandomFaultsForADay;
import faults.scenario.S37FalseNodeReplies;
import faults.scenario.TimingScenarios;
import faults.scenario.TransactionScenarios;
import faults.scenario.WindowScenarios;
import faults.scenario.WrongNodeScenarios;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All scenarios, in the order of the table. A new scenario needs a line here. */
public final class ScenarioCatalog {
  private ScenarioCatalog() {}

  public static List<Scenario> all() {
    return List.of(
        TimingScenarios.s01ConsecutiveEpochs(),
        WindowScenarios.s02WindowLengths(),
        TimingScenarios.s03LateStart(),
        TimingScenarios.s04LastBlockOfWindow(),
        TransactionScenarios.s05RejectedInBlock(),
        TransactionScenarios.s06IncludedButNotStored(),
        NodeOutageScenarios.s07FailingNodes(),
        NodeOutageScenarios.s08AllNodesDown(),
        WrongNodeScenarios.s09WrongEndpoints(),
        WrongNodeScenarios.s09AllNodesOnAnotherChain(),
        NodeOutageScenarios.s10HalfOpenConnections(),
        WrongNodeScenarios.s11FrozenNodeHeights(),
        WrongNodeScenarios.s12NodesDisagreeOnNonce(),
        NodeOutageScenarios.s13WebSocketFaults(),
        TransactionScenarios.s14SequenceMismatch(),
        ProcessScenarios.s15SecondProcess(),
        ProcessScenarios.s16KilledWithoutWarning(),
        ProcessScenarios.s17TerminationSignals(),
        TransactionScenarios.s18LostBroadcastReply(),
        TransactionScenarios.s19DroppedFromMempool(),
        FeeScenarios.s20FeeChanges(),
        FeeScenarios.s21OutOfGas(),
        AccountScenarios.s22InsufficientFunds(),
        AccountScenarios.s23WorkerNotEligible(),
        ModelScenarios.s24FaultyModel(),
        ModelScenarios.s24WithLastGoodValue(),
        S25FaultyMarketData.scenario(),
        S25FaultyMarketData.withSecondSource(),
        ModelScenarios.s26RepeatedValue(),
        ModelScenarios.s27RetrainingInProgress(),
        S28JournalFaults.scenario(),
        TimingScenarios.s29HostClockFaults(),
        ChainUpgradeScenarios.s30EmissionsUpgrade(),
        ChainUpgradeScenarios.s31ChainHaltAndReset(),
        WindowScenarios.s32SimultaneousTopics(),
        WindowScenarios.s33OverlappingWindows(),
        ProcessScenarios.s34KeyFileFaults(),
        S35RandomFaultsForADay.scenario(),
        TimingScenarios.s36CompetitionEnd(),
        TimingScenarios.s36StaysIdle(),
        S37FalseNodeReplies.scenario(),
        HostileTextScenarios.s38NumberBombs(),
        EndlessReplyScenarios.s39EndlessReplies(),
        EndlessReplyScenarios.s40EndlessModelReplies(),
        HostileTextScenarios.s41ForgedTexts(),
        ReputerScenarios.s42LateTruth(),
        ReputerScenarios.s43DisagreeingSources(),
        ReputerScenarios.s44IncompleteInferences(),
        ReputerScenarios.s45Killed(),
        ReputerScenarios.s46RolesInOneBlock(),
        RoleServiceScenarios.s47ServicesDown(),
        ReputerScenarios.s48NotStored(),
        RoleServiceScenarios.s49LossServiceDown(),
        RoleServiceScenarios.s50ForecastWithoutLosses(),
        RoleServiceScenarios.s51ForecastAlone());
  }

  /** The scenarios behind the published figures. */
  public static List<Scenario> benchmarks() {
    return Stream.of(
            FailureRateBenchmarks.m1CallFailureRates(),
            FailureRateBenchmarks.m2OneOfTwoNodesFails(),
            FailureRateBenchmarks.m5RecoveryTime(),
            List.of(FailureRateBenchmarks.m6FlakyModel()),
            WindowScenarios.m8SimultaneousTopics(),
            WindowScenarios.m9WindowLengths(),
            FailureRateBenchmarks.realTime(),
            List.of(ChainUpgradeScenarios.m14ChainUpgrade(), M16PredecessorHistory.scenario()))
        .flatMap(List::stream)
        .toList();
  }

  public static Optional<Scenario> findById(String id) {
    return Stream.concat(all().stream(), benchmarks().stream())
        .filter(it -> it.id().equalsIgnoreCase(id))
        .findFirst();
  }
}
