package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  @ParameterizedTest
  @EnumSource
  void looksEveryBlockWhileAWindowIsOpen(EmissionsVersion emissions) {
    try (StubNode node = StubNetwork.node(emissions);
        AlloraClient allora = allora(node)) {
      assertEquals(Duration.ofSeconds(5), allora.windowPoller().timeUntilNextPoll(67));
    }
  }

  @Test
  void looksFourTimesInTheLengthOfAWindowWhileNoneIsExpected() {
    try (StubNode node = closed();
        AlloraClient allora = allora(node)) {
      assertEquals(Duration.ofSeconds(60 * 5 / 4), allora.windowPoller().timeUntilNextPoll(67));
    }
  }

  @Test
  void sleepsUntilABlockBeforeTheNextWindow() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 168, 68);
        AlloraClient allora = allora(node)) {
      assertEquals(Duration.ofSeconds(15), allora.windowPoller().timeUntilNextPoll(67));
    }
  }

  @Test
  void looksEveryBlockOnceTheNextWindowIsDue() {
    try (StubNode node = closed().block(StubNetwork.CHAIN, 175, 75);
        AlloraClient allora = allora(node)) {
      assertEquals(Duration.ofSeconds(5), allora.windowPoller().timeUntilNextPoll(67));
    }
  }

  /** Its block came between two questions: the head known here is one behind. */
  @Test
  void looksEveryBlockWhenAWindowHasOpenedAheadOfTheHead() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10).block(StubNetwork.CHAIN, 99, 0);
        AlloraClient allora = allora(node)) {
      assertEquals(Duration.ofSeconds(5), allora.windowPoller().timeUntilNextPoll(67));
    }
  }

  @Test
  void looksAboutEveryBlockWhereNobodyAnswers() {
    try (StubNode node = new StubNode();
        AlloraClient allora = allora(node)) {
      node.dies();
      assertEquals(Duration.ofSeconds(5), allora.windowPoller().timeUntilNextPoll(67));
    }
  }

  @Test
  void whatIsAskedAheadIsKnownAtTheFirstLook() {
    String nonces = "/emissions/v10/unfulfilled_worker_nonces/67";
    String topic = "/emissions/v10/topics/67";
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      allora.windowPoller().prefetch(67);
      assertTimeoutPreemptively(
          Duration.ofSeconds(10),
          () -> {
            while (node.timesAsked(nonces) == 0) {
              Thread.onSpinWait();
            }
          });
      allora.windowPoller().timeUntilNextPoll(67);
      assertEquals(1, node.timesAsked(topic));
    }
  }
}
