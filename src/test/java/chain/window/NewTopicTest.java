package chain.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.AlloraClient;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.Timeouts;
import domain.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A topic whose first epoch begins at height 100, of which one of three nodes says otherwise. */
class NewTopicTest {
  private static final String PREFIX = "/emissions/v10/";

  private final AtomicLong nanos = new AtomicLong();
  private final StubNode wrong = StubNetwork.node(EmissionsVersion.V10);
  private final StubNode second = StubNetwork.node(EmissionsVersion.V10);
  private final StubNode third = StubNetwork.node(EmissionsVersion.V10);
  private final AlloraClient allora =
      new AlloraClient(
          StubNetwork.of(wrong.rest(), second.rest(), third.rest()),
          StubNetwork.WALLET,
          new Timeouts(1, nanos::get),
          FeePolicy.standard());

  @AfterEach
  void close() {
    allora.close();
    List.of(wrong, second, third).forEach(StubNode::close);
  }

  @Test
  void aNodeThatStaysBehindDoesNotHideTheFirstWindow() {
    List.of(wrong, second, third).forEach(it -> showClosed(it, 95));
    assertEquals(List.of(), openNonces());
    nanos.addAndGet(Duration.ofSeconds(5 * (102 - 95)).toNanos());
    showClosed(wrong, 102);
    List.of(second, third)
        .forEach(it -> show(it, 102, 100, StubNetwork.status(true, 100, 172), 100));
    assertEquals(List.of(100L), openNonces());
  }

  @Test
  void aNodeAloneDoesNotMakeAWindowUp() {
    List.of(second, third).forEach(it -> showClosed(it, 95));
    show(wrong, 95, 0, StubNetwork.status(true, 72, 144), 72);
    assertEquals(List.of(), openNonces());
  }

  @Test
  void noTimeIsToldWhileItIsNotActive() {
    List.of(wrong, second, third).forEach(it -> showClosed(it, 95));
    openNonces();
    assertEquals(Optional.of(Duration.ofSeconds(5 * (100 - 95))), untilNextWindow());
    List.of(wrong, second, third)
        .forEach(it -> StubNetwork.status(it, EmissionsVersion.V10, true, true, true, false));
    openNonces();
    assertEquals(Optional.empty(), untilNextWindow());
  }

  private List<Long> openNonces() {
    return allora.openWindows(67).stream().map(Window::nonce).toList();
  }

  private Optional<Duration> untilNextWindow() {
    return allora.pollTiming().estimateUntilNextWindow(67);
  }

  private static void showClosed(StubNode node, long height) {
    show(node, height, 0, StubNetwork.status(false, 0, 100));
  }

  /**
   * @param begun height at which its newest epoch began, 0 where none has
   */
  private static void show(
      StubNode node, long height, long begun, String status, long... openNonces) {
    String topic =
        StubNetwork.topic("TOPIC_OUTPUT_ARITY_SINGLE").replace("'100'", "'" + begun + "'");
    node.block(StubNetwork.CHAIN, height, 2)
        .saysAt(height, PREFIX + "topics/67", 200, topic)
        .saysAt(
            height, PREFIX + "unfulfilled_worker_nonces/67", 200, StubNetwork.nonces(openNonces))
        .saysAt(height, PREFIX + "worker_submission_window_status/67", 200, status);
  }
}
