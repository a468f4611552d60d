package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Blocks of five seconds, a window of 60 blocks, the next one at height 172. */
class WindowPollerTest {
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
      return Math.round(allora.windowPoller().timeUntilNextPoll(67).toMillis() / 1000.0);
    }
  }

  @Test
  void sleepsUntilTwoBlocksBeforeTheNextOpening() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 162, 62)) {
      assertEquals((172 - 162 - 2) * 5, secondsAfterALook(node), 4);
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
      allora.windowPoller().timeUntilNextPoll(67);
      allora.windowPoller().timeUntilRetry(67);
      assertEquals(before, node.timesAsked());
    }
  }

  @Test
  void triesAgainAfterABlockWhileAWindowIsOpen() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      allora.openWindows(67);
      assertEquals(Duration.ofSeconds(5), allora.windowPoller().timeUntilRetry(67));
    }
  }

  @Test
  void triesAgainAfterAQuarterOfAWindowWhileNoneIsExpected() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 101, 1);
        AlloraClient allora = allora(node)) {
      allora.openWindows(67);
      assertEquals(Duration.ofSeconds(60 * 5 / 4), allora.windowPoller().timeUntilRetry(67));
    }
  }

  @Test
  void triesAgainAfterAboutABlockWhereNobodyAnswers() {
    try (StubNode node = new StubNode();
        AlloraClient allora = allora(node)) {
      node.dies();
      assertEquals(Duration.ofSeconds(5), allora.windowPoller().timeUntilRetry(67));
    }
  }

  @Test
  void whatIsAskedAheadIsKnownAtTheFirstLook() {
    String status = "/emissions/v10/worker_submission_window_status/67";
    String topic = "/emissions/v10/topics/67";
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      allora.windowPoller().prefetch(67);
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
}
