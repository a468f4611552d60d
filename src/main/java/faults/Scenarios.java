package faults;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Every scenario, in the order of the table. A new one is a file and its line here. */
public final class Scenarios {
  private Scenarios() {}

  public static List<Scenario> all() {
    return List.of(
        S01EpochsInARow.scenario(),
        S02Windows.scenario(),
        S03LateStart.scenario(),
        S04LastBlock.scenario(),
        S05RefusedInTheBlock.scenario(),
        S06NotStored.scenario(),
        S07NodesThatFail.scenario(),
        S08AllNodesDown.scenario(),
        S09WrongHosts.scenario(),
        S09WrongHosts.everywhere(),
        S10HalfOpen.scenario(),
        S11FrozenNodes.scenario(),
        S12Disagreement.scenario(),
        S13SocketTrouble.scenario(),
        S14SequenceTrouble.scenario(),
        S15SecondProcess.scenario(),
        S16Killed.scenario(),
        S17Asked.scenario(),
        S18LostReply.scenario(),
        S19LostFromMempool.scenario(),
        S20FeeTrouble.scenario(),
        S21OutOfGas.scenario(),
        S22NoFunds.scenario(),
        S23NotEligible.scenario(),
        S24OddModel.scenario(),
        S24OddModel.lastGood(),
        S25OddData.scenario(),
        S25OddData.second(),
        S26SameValue.scenario(),
        S27Retraining.scenario(),
        S28Journal.scenario(),
        S29HostClock.scenario(),
        S30Versions.scenario(),
        S31Halt.scenario(),
        S32TopicsAtOnce.scenario(),
        S33TwoNonces.scenario(),
        S34Keys.scenario(),
        S35Mix.scenario(),
        S36LastEpoch.scenario(),
        S36LastEpoch.idle());
  }

  /** Those that figures are made of, to be played often. */
  public static List<Scenario> figures() {
    return Stream.of(
            M1Rates.scenarios(),
            M2OneNode.scenarios(),
            M5Recovery.scenarios(),
            List.of(M6FlakyModel.scenario()),
            M8Topics.scenarios(),
            M9Windows.scenarios(),
            RealTime.scenarios(),
            List.of(M14Upgrade.scenario(), M16Life.scenario()))
        .flatMap(List::stream)
        .toList();
  }

  public static Optional<Scenario> named(String id) {
    return Stream.concat(all().stream(), figures().stream())
        .filter(it -> it.id().equalsIgnoreCase(id))
        .findFirst();
  }
}
