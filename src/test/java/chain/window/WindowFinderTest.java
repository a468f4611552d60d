package chain.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import chain.AlloraClient;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import domain.Failure;
import domain.FailureReason;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

class WindowFinderTest {
  private static AlloraClient allora(StubNode node) {
    return allora(node, Timeouts.realTime());
  }

  private static AlloraClient allora(StubNode node, Timeouts timeouts) {
    return new AlloraClient(
        StubNetwork.of(node.rest()), StubNetwork.WALLET, timeouts, FeePolicy.standard());
  }

  @ParameterizedTest
  @EnumSource
  void findsTheOpenWindowInEveryGeneration(EmissionsVersion emissions) {
    try (StubNode node = StubNetwork.node(emissions);
        AlloraClient allora = allora(node)) {
      Window window = allora.newestOpenWindow(67).orElseThrow();
      assertEquals("67@100", window.key().label());
      assertEquals(StubNetwork.CHAIN, window.key().chainId());
      assertEquals(StubNetwork.WORKER, window.key().worker());
      assertEquals(emissions == EmissionsVersion.V5 ? 159 : 160, window.lastHeight());
      assertEquals(Instant.ofEpochSecond(1_700_000_500L), window.openedAt());
      assertEquals(
          Duration.ofSeconds(5 * (window.lastHeight() - 100)),
          Duration.between(window.openedAt(), window.closesAt()));
    }
  }

  @Test
  void anEpochThatEndedInTheFutureIsNotBelieved() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node, Timeouts.withSpeed(50))) {
      node.says(
          "/emissions/v10/topics/67",
          StubNetwork.topic("TOPIC_OUTPUT_ARITY_SINGLE").replace("'100'", "'720100'"));
      Failure.Retry refused = assertThrows(Failure.Retry.class, () -> allora.newestOpenWindow(67));
      assertEquals(FailureReason.NO_ENDPOINT, refused.reason());
      assertTrue(refused.getMessage().contains("ended at 720100"), refused.getMessage());
    }
  }

  @Test
  void ordersSeveralOpenWindowsNewestFirstAndLeavesOutLingeringOnes() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V5);
        AlloraClient allora = allora(node)) {
      node.says("/emissions/v5/unfulfilled_worker_nonces/67", StubNetwork.nonces(10, 50, 100));
      List<Long> nonces = allora.openWindows(67).stream().map(Window::nonce).toList();
      assertEquals(List.of(100L, 50L), nonces);
    }
  }

  @Test
  void whatHalfTheNodesTellOfNoncesCountsAndTheyAreNamedOnce() {
    Logger logger = (Logger) LoggerFactory.getLogger(NonceQuorum.class);
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    logger.setLevel(Level.WARN);
    logger.addAppender(log);
    try (StubNode node = StubNetwork.node(EmissionsVersion.V5);
        StubNode other = StubNetwork.node(EmissionsVersion.V5);
        AlloraClient allora =
            new AlloraClient(
                StubNetwork.of(node.rest(), other.rest()),
                StubNetwork.WALLET,
                Timeouts.realTime(),
                FeePolicy.standard())) {
      other.says("/emissions/v5/unfulfilled_worker_nonces/67", StubNetwork.nonces(50));
      assertEquals(100, allora.newestOpenWindow(67).orElseThrow().nonce());
      allora.newestOpenWindow(67);
      assertEquals(1, log.list.size());
      assertTrue(log.list.get(0).getFormattedMessage().contains("says [50]"));
    } finally {
      logger.detachAppender(log);
      logger.setLevel(null);
    }
  }

  /** One of three is an epoch behind in what it says of windows, though not in its height. */
  @Test
  void anOldWindowThatIsCalledOpenDoesNotHideTheNewOne() {
    try (StubNode old = StubNetwork.node(EmissionsVersion.V10);
        StubNode second = StubNetwork.node(EmissionsVersion.V10);
        StubNode third = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora =
            new AlloraClient(
                StubNetwork.of(old.rest(), second.rest(), third.rest()),
                StubNetwork.WALLET,
                Timeouts.realTime(),
                FeePolicy.standard())) {
      old.says(
          "/emissions/v10/worker_submission_window_status/67", StubNetwork.status(true, 28, 172));
      old.says("/emissions/v10/unfulfilled_worker_nonces/67", StubNetwork.nonces(28));
      assertEquals(100, allora.newestOpenWindow(67).orElseThrow().nonce());
    }
  }

  @Test
  void aWindowWhoseLastBlockIsReachedAcceptsNothingMore() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      node.block(StubNetwork.CHAIN, 160, 60);
      assertTrue(allora.newestOpenWindow(67).isEmpty());
    }
  }

  @Test
  void closedSaysHowLongUntilTheNextOne() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      StubNetwork.status(node, EmissionsVersion.V10, false, true, true, true);
      node.says("/emissions/v10/unfulfilled_worker_nonces/67", StubNetwork.nonces());
      assertTrue(allora.newestOpenWindow(67).isEmpty());
      assertEquals(
          Optional.of(Duration.ofSeconds(5 * 67)), allora.pollTiming().timeUntilNextWindow(67));
      StubNetwork.status(node, EmissionsVersion.V10, false, true, true, false);
      assertEquals(Optional.empty(), allora.pollTiming().timeUntilNextWindow(67));
    }
  }

  @Test
  void namesWhatKeepsTheWorkerOut() {
    assertEquals(FailureReason.NOT_REGISTERED, refusal(true, false, true, true));
    assertEquals(FailureReason.NOT_WHITELISTED, refusal(true, true, false, true));
    assertEquals(FailureReason.TOPIC_INACTIVE, refusal(false, true, true, false));
  }

  private static FailureReason refusal(
      boolean open, boolean registered, boolean whitelisted, boolean active) {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      StubNetwork.status(node, EmissionsVersion.V10, open, registered, whitelisted, active);
      return assertThrows(Failure.Retry.class, () -> allora.newestOpenWindow(67)).reason();
    }
  }

  @Test
  void aTopicOfSeveralLabelsIsRefusedWithASentence() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      node.says("/emissions/v10/topics/67", StubNetwork.topic("TOPIC_OUTPUT_ARITY_MULTI"));
      Failure.Stop stop = assertThrows(Failure.Stop.class, () -> allora.newestOpenWindow(67));
      assertEquals(FailureReason.TOPIC_UNSUITABLE, stop.reason());
      assertTrue(stop.getMessage().contains("labelled values"), stop::getMessage);
    }
  }

  @Test
  void aTopicThatDoesNotExistIsNamed() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      node.says(
          "/emissions/v10/topics/99",
          404,
          "{'code':5,'message':'topic 99 not found','details':[]}");
      node.says("/emissions/v10/topic_exists/99", "{'exists':false}");
      Failure.Stop stop = assertThrows(Failure.Stop.class, () -> allora.newestOpenWindow(99));
      assertTrue(stop.getMessage().contains("topic 99 does not exist"), stop::getMessage);
    }
  }

  @Test
  void followsAnUpgradeOfTheNetworkWithoutARestart() {
    try (StubNode old = StubNetwork.node(EmissionsVersion.V9);
        AlloraClient allora = allora(old)) {
      allora.newestOpenWindow(67);
      old.says("/emissions/v10/params", "{}");
      for (String path : List.of("/params", "/topics/67", "/unfulfilled_worker_nonces/67")) {
        old.says("/emissions/v9" + path, 501, "{'code':12,'message':'Not Implemented'}");
      }
      old.says("/emissions/v10/topics/67", StubNetwork.topic("TOPIC_OUTPUT_ARITY_SINGLE"));
      old.says("/emissions/v10/unfulfilled_worker_nonces/67", StubNetwork.nonces(100));
      StubNetwork.status(old, EmissionsVersion.V10, true, true, true, true);
      assertEquals(100, allora.newestOpenWindow(67).orElseThrow().nonce());
    }
  }
}
