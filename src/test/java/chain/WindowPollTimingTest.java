package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.GenesisTopic;
import domain.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Blocks of five seconds, a window of 60 blocks, the next one at height 172. */
class WindowPollTimingTest {
  private static final Duration BLOCK = Duration.ofSeconds(5);

  private static AlloraClient allora(StubNode node) {
    return new AlloraClient(
        StubNetwork.of(node.rest()), StubNetwork.WALLET, Timeouts.realTime(), FeePolicy.standard());
  }

  private static StubNode closed() {
    StubNode node = StubNetwork.node(EmissionsVersion.V10);
    StubNetwork.status(node, EmissionsVersion.V10, false, true, true, true);
    return node.says("/emissions/v10/unfulfilled_worker_nonces/67", StubNetwork.nonces());
  }

  private static double secondsAfterALook(StubNode node) {
    try (AlloraClient allora = allora(node)) {
      allora.openWindows(67);
      return Math.round(allora.pollTiming().timeUntilNextPoll(67).toMillis() / 1000.0);
    }
  }

  @Test
  void sleepsUntilTwoBlocksBeforeTheNextOpening() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 162, 62)) {
      assertEquals((172 - 162 - 2) * 5, secondsAfterALook(node), 4);
    }
  }

  /** Seen on a real node that a busy machine had slowed down: both windows passed unseen. */
  @Test
  void looksWithinAShortWindowThoughTheChainGoesTwiceAsFast() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 162, 62)) {
      String topic = StubNetwork.topic("TOPIC_OUTPUT_ARITY_SINGLE");
      node.says(
          "/emissions/v10/topics/67",
          topic.replace("'worker_submission_window':'60'", "'worker_submission_window':'4'"));
      assertEquals((172 - 162) * 5 / 2 + 4 * 5 / 4, secondsAfterALook(node), 4);
    }
  }

  @Test
  void looksJustAfterTheOpeningOnceItIsNear() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 170, 70)) {
      assertEquals(10, secondsAfterALook(node), 4);
    }
  }

  @Test
  void asksNobodyBetweenTwoLooks() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      allora.openWindows(67);
      long before = node.timesAsked();
      allora.pollTiming().timeUntilNextPoll(67);
      allora.pollTiming().timeUntilRetry(67);
      assertEquals(before, node.timesAsked());
    }
  }

  @Test
  void triesAgainAfterABlockWhileAWindowIsOpen() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      allora.openWindows(67);
      assertEquals(Duration.ofSeconds(5), allora.pollTiming().timeUntilRetry(67));
    }
  }

  @Test
  void triesAgainAfterAQuarterOfAWindowWhileNoneIsExpected() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 101, 2);
        AlloraClient allora = allora(node)) {
      allora.openWindows(67);
      assertEquals(Duration.ofSeconds(60 * 5 / 4), allora.pollTiming().timeUntilRetry(67));
    }
  }

  @Test
  void triesAgainAfterAboutABlockWhereNobodyAnswers() {
    try (StubNode node = new StubNode();
        AlloraClient allora = allora(node)) {
      node.dies();
      assertEquals(Duration.ofSeconds(5), allora.pollTiming().timeUntilRetry(67));
    }
  }

  @Test
  void whatIsAskedAheadIsKnownAtTheFirstLook() {
    String status = "/emissions/v10/worker_submission_window_status/67";
    String topic = "/emissions/v10/topics/67";
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      allora.pollTiming().prefetch(67);
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> {
            while (node.timesAsked(status) == 0) {
              Thread.onSpinWait();
            }
          });
      allora.openWindows(67);
      assertEquals(1, node.timesAsked(topic));
    }
  }

  /** An epoch but for its last blocks, with a window that needs nothing more and then closes. */
  @Test
  void asksAtMostThreeTimesAMinuteUntilTheNextOpening() {
    AtomicLong nanos = new AtomicLong();
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora =
            new AlloraClient(
                StubNetwork.of(node.rest()),
                StubNetwork.WALLET,
                new Timeouts(1, nanos::get),
                FeePolicy.standard())) {
      showBlock(node, 105);
      allora.openWindows(67);
      long before = node.timesAsked();
      for (long height = 105; height < 170; height = 105 + nanos.get() / BLOCK.toNanos()) {
        showBlock(node, height);
        allora.openWindows(67);
        nanos.addAndGet(allora.pollTiming().timeUntilNextPoll(67).toNanos());
      }
      double minutes = nanos.get() / 60e9;
      double asked = (node.timesAsked() - before) / minutes;
      assertTrue(minutes > 5 && asked <= 3, asked + " a minute in " + minutes + " minutes");
    }
  }

  private static void showBlock(StubNode node, long height) {
    node.block(StubNetwork.CHAIN, height, Math.max(2, height - 100))
        .saysAt(
            height,
            "/emissions/v10/worker_submission_window_status/67",
            200,
            StubNetwork.status(height < 160, 100, 172));
  }

  /** Seen on a real node: the nonces of a new topic count from the block that made it. */
  @ParameterizedTest
  @EnumSource
  void windowsOfATopicThatHasHadNoEpochAreSeenAsTheyOpen(DevnetEmissionsVersion emissions) {
    GenesisTopic topic = GenesisTopic.logReturnTopic(67).withBlockLengths(60, 10, 60);
    try (ChainClientFixture network =
        new ChainClientFixture(
            it ->
                it.withEmissionsVersion(emissions)
                    .withBlockTime(Duration.ofSeconds(1))
                    .withTopics(List.of(topic.asNewTopic(it.startHeight() + 25))))) {
      long first = network.devnet.height() + 25;
      for (long nonce = first; nonce < first + 3 * 60; nonce += 60) {
        assertEquals(nonce, seenWindow(network).nonce());
        assertTrue(network.devnet.height() <= nonce + 2, "seen at " + network.devnet.height());
        network.forward(Duration.ofSeconds(10));
      }
    }
  }

  private static Window seenWindow(ChainClientFixture network) {
    Optional<Window> open = network.allora.newestOpenWindow(67);
    while (open.isEmpty()) {
      network.forward(network.allora.pollTiming().timeUntilNextPoll(67));
      open = network.allora.newestOpenWindow(67);
    }
    return open.get();
  }
}
