package chain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.StubNetwork;
import chain.StubNode;
import chain.model.EmissionsVersion;
import chain.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BlockTimesTest {
  private static final String HEADER = NodeProbe.BLOCK + 136;

  private final AtomicLong nanos = new AtomicLong();

  @Test
  void aSteadyChainNeedsNoHeader() {
    assertEquals(headerTime(136), timeOfBlock136After(Duration.ofSeconds(200), 0));
  }

  /** A node under load makes slower blocks: then the computed time would be off by 40 s. */
  @Test
  void aSlowerChainIsAskedForTheHeader() {
    assertEquals(headerTime(136), timeOfBlock136After(Duration.ofSeconds(240), 1));
  }

  /** Forty blocks after the header of block 100 was read. */
  private Instant timeOfBlock136After(Duration passed, int timesAsked) {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        NodePool nodes = new NodePool(StubNetwork.of(node.rest()), new Timeouts(1, nanos::get))) {
      BlockTimes times = new BlockTimes(nodes.monitor(), new Timeouts(1, nanos::get));
      times.blockTime();
      assertEquals(headerTime(100), times.timeOf(100));
      nanos.addAndGet(passed.toNanos());
      node.block(StubNetwork.CHAIN, 145, 136);
      Instant time = times.timeOf(136);
      assertEquals(timesAsked, node.timesAsked(HEADER));
      return time;
    }
  }

  private static Instant headerTime(long height) {
    return Instant.ofEpochSecond(1_700_000_000L + 5 * height);
  }
}
