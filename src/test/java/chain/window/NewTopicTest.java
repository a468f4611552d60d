package chain.window;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.AlloraClient;
import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.FeePolicy;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import domain.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A topic whose first epoch begins at height 100, and one of three nodes that says otherwise. */
class NewTopicTest {
  private static final String PREFIX = "/emissions/v10/";

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aNodeThatStaysBehindDoesNotHideTheFirstWindow() {
    try (StubNode behind = StubNetwork.node(EmissionsVersion.V10);
        StubNode second = StubNetwork.node(EmissionsVersion.V10);
        StubNode third = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(behind, second, third)) {
      List.of(behind, second, third).forEach(it -> showClosed(it, 95));
      assertEquals(List.of(), nonces(allora));
      nanos.addAndGet(Duration.ofSeconds(5 * (102 - 95)).toNanos());
      showClosed(behind, 102);
      List.of(second, third).forEach(it -> showOpen(it, 102, 100, 100));
      assertEquals(List.of(100L), nonces(allora));
    }
  }

  @Test
  void aNodeAloneDoesNotMakeAWindowUp() {
    try (StubNode lying = StubNetwork.node(EmissionsVersion.V10);
        StubNode second = StubNetwork.node(EmissionsVersion.V10);
        StubNode third = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(lying, second, third)) {
      List.of(second, third).forEach(it -> showClosed(it, 95));
      showOpen(lying, 95, 0, 72);
      assertEquals(List.of(), nonces(allora));
    }
  }

  @Test
  void noTimeIsToldBeforeItIsActive() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        AlloraClient allora = allora(node)) {
      showClosed(node, 95);
      nonces(allora);
      assertEquals(
          Optional.of(Duration.ofSeconds(5 * (100 - 95))),
          allora.pollTiming().estimateUntilNextWindow(67));
      StubNetwork.status(node, EmissionsVersion.V10, true, true, true, false);
      nonces(allora);
      assertEquals(Optional.empty(), allora.pollTiming().estimateUntilNextWindow(67));
    }
  }

  private AlloraClient allora(StubNode... nodes) {
    return new AlloraClient(
        StubNetwork.of(Stream.of(nodes).map(StubNode::rest).toArray(NodeEndpoint[]::new)),
        StubNetwork.WALLET,
        new Timeouts(1, nanos::get),
        FeePolicy.standard());
  }

  private static List<Long> nonces(AlloraClient allora) {
    return allora.openWindows(67).stream().map(Window::nonce).toList();
  }

  private static void showClosed(StubNode node, long height) {
    show(node, height, 0, StubNetwork.nonces());
    showStatus(node, height, false, 0, 100);
  }

  private static void showOpen(StubNode node, long height, long lastEnded, long nonce) {
    show(node, height, lastEnded, StubNetwork.nonces(nonce));
    showStatus(node, height, true, nonce, nonce + 72);
  }

  private static void show(StubNode node, long height, long lastEnded, String nonces) {
    String topic = StubNetwork.topic("TOPIC_OUTPUT_ARITY_SINGLE");
    node.block(StubNetwork.CHAIN, height, 2)
        .saysAt(height, PREFIX + "topics/67", 200, topic.replace("'100'", "'" + lastEnded + "'"))
        .saysAt(height, PREFIX + "unfulfilled_worker_nonces/67", 200, nonces);
  }

  private static void showStatus(StubNode node, long height, boolean open, long nonce, long next) {
    node.saysAt(
        height,
        PREFIX + "worker_submission_window_status/67",
        200,
        ("{'is_open':%s,'current_nonce_block_height':'%d','window_end_block':'%d',"
                + "'next_window_start_block':'%d','is_registered':true,'is_whitelisted':true,"
                + "'is_topic_active':true}")
            .formatted(open, nonce, nonce + 60, next));
  }
}
