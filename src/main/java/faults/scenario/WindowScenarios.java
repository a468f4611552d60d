package faults.scenario;

import static faults.engine.NodeFaults.onEveryRequest;
import static faults.engine.WindowExpectation.accepted;

import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import devnet.server.FaultPolicy;
import devnet.server.FaultPolicy.RequestAction;
import faults.engine.EpochContext;
import faults.engine.Scenario;
import faults.engine.ScenarioSetup;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Windows of several lengths, at the same time and overlapping. */
public final class WindowScenarios {
  private static final long EPOCH_BLOCKS = 400;
  private static final long FIRST_TOPIC = 67;

  private WindowScenarios() {}

  /** Three topics whose windows differ in length; the shortest leaves 50 s of chain time. */
  public static Scenario s02WindowLengths() {
    return Scenario.of("S02", "Windows of 600, 60 and 10 blocks")
        .withSetup(
            setup ->
                setup.withTopics(
                    List.of(
                        topicWithWindow(67, 600),
                        topicWithWindow(66, 60),
                        topicWithWindow(68, 10))))
        .withSetup(setup -> setup.network(it -> it.withSpeed(10)))
        .withSetup(
            setup -> setup.withSetting("window.tick", "1s").withSetting("settle.period", "1s"))
        .withEpoch("all three", it -> {}, accepted().withIncludedCount(1));
  }

  private static GenesisTopic topicWithWindow(long topic, long blocks) {
    return GenesisTopic.logReturnTopic(topic).withBlockLengths(720, blocks, 120_960);
  }

  /** One wallet has one sequence number: three topics must not block each other. */
  public static Scenario s32SimultaneousTopics() {
    return Scenario.of("S32", "Three topics, one wallet, windows open in the same block")
        .withSetup(setup -> setup.withTopics(66, 67, 68))
        .withEpoch("all at once", it -> {}, accepted().withIncludedCount(1))
        .withEpoch(
            "blocks take two more",
            it -> it.network().delayInclusion(2),
            accepted().withIncludedCount(1));
  }

  /**
   * Windows longer than the epoch, so that two are open: the newer one gets its submission first.
   */
  public static Scenario s33OverlappingWindows() {
    GenesisTopic overlapping =
        GenesisTopic.logReturnTopic(67).withBlockLengths(EPOCH_BLOCKS, 600, EPOCH_BLOCKS * 168);
    return Scenario.of("S33", "Two nonces open at the same time: newest first, then the older")
        .withSetup(setup -> setup.withTopics(List.of(overlapping)))
        .withEpoch(
            "nodes down until the next opens",
            WindowScenarios::nodesDownUntilNextOpens,
            accepted().withIncludedCount(1))
        .withEpoch("the next one", it -> {}, accepted().withIncludedCount(1));
  }

  private static void nodesDownUntilNextOpens(EpochContext epoch) {
    epoch.allNodes(onEveryRequest(new RequestAction.CloseConnection()));
    epoch.attemptTime(Duration.ofSeconds(1));
    epoch.atBlock(EPOCH_BLOCKS + 2, () -> nodesBack(epoch));
  }

  private static void nodesBack(EpochContext epoch) {
    epoch.allNodes(FaultPolicy.noFaults());
    epoch.require("the newer one is stored first", () -> isNewerStoredFirst(epoch));
  }

  private static boolean isNewerStoredFirst(EpochContext epoch) {
    long older = storedHeight(epoch, epoch.nonce());
    long newer = storedHeight(epoch, epoch.nonce() + EPOCH_BLOCKS);
    return newer > 0 && older >= newer;
  }

  /** Height of the block with the submission, or 0. */
  private static long storedHeight(EpochContext epoch, long nonce) {
    return epoch.devnet().submissions().nonceRecords(67).stream()
        .filter(it -> it.nonce() == nonce)
        .map(NonceRecord::acceptedPayloads)
        .flatMap(List::stream)
        .mapToLong(it -> it.blockHeight())
        .findFirst()
        .orElse(0);
  }

  /** One wallet submits to several topics whose windows open in the same block. */
  public static List<Scenario> m8SimultaneousTopics() {
    return IntStream.of(1, 3, 5).mapToObj(WindowScenarios::withTopicCount).toList();
  }

  private static Scenario withTopicCount(int count) {
    long[] ids = LongStream.range(FIRST_TOPIC, FIRST_TOPIC + count).toArray();
    Scenario scenario =
        Scenario.of("M8-" + count, title(count)).withSetup(setup -> setup.withTopics(ids));
    for (long id : ids) {
      scenario = scenario.withSetup(setup -> withTopicSettings(setup, "topic." + id + "."));
    }
    return scenario.withEpoch("at once", it -> {}, accepted().withIncludedCount(1));
  }

  private static String title(int count) {
    return count == 1
        ? "One window of a wallet"
        : count + " windows of one wallet open in one block";
  }

  private static ScenarioSetup withTopicSettings(ScenarioSetup setup, String prefix) {
    return setup
        .withSetting(prefix + "target", "log-return")
        .withSetting(prefix + "pair", "btcusd")
        .withSetting(prefix + "horizon", "168h");
  }

  /** Shorter windows leave less time for retries; ten blocks are 50 s of chain time. */
  public static List<Scenario> m9WindowLengths() {
    return LongStream.of(600, 60, 20, 10).mapToObj(WindowScenarios::withWindowLength).toList();
  }

  private static Scenario withWindowLength(long blocks) {
    GenesisTopic topic = GenesisTopic.logReturnTopic(67).withBlockLengths(720, blocks, 120_960);
    return Scenario.of("M9-" + blocks, "Windows of " + blocks + " blocks")
        .withSetup(setup -> setup.withTopics(List.of(topic)).network(it -> it.withSpeed(10)))
        .withSetup(
            setup -> setup.withSetting("window.tick", "1s").withSetting("settle.period", "1s"))
        .withEpoch("calm", it -> {}, accepted().withIncludedCount(1));
  }
}
