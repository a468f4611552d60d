package chain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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

  /** The header is of before the halt, the head of after it: nothing is computed from the two. */
  @Test
  void afterAHaltTheNextHeaderIsAskedFor() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        NodePool nodes = new NodePool(StubNetwork.of(node.rest()), new Timeouts(1, nanos::get))) {
      BlockTimes times = new BlockTimes(nodes.monitor(), new Timeouts(1, nanos::get));
      times.blockTime();
      nanos.addAndGet(Duration.ofSeconds(25 + 60).toNanos());
      node.says(NodeProbe.LATEST, blockAfterHalt(110));
      assertEquals(headerTime(100), times.timeOf(100));
      nanos.addAndGet(Duration.ofSeconds(150).toNanos());
      node.says(HEADER, blockAfterHalt(136)).says(NodeProbe.LATEST, blockAfterHalt(140));
      assertEquals(headerTime(136).plusSeconds(60), times.timeOf(136));
    }
  }

  /** Seen on a real node: the time of block 1 is that of genesis, seconds before block 2. */
  @Test
  void theBlockTimeOfAYoungChainIsMeasuredFromItsSecondBlock() {
    try (StubNode node = new StubNode();
        NodePool nodes = new NodePool(StubNetwork.of(node.rest()), new Timeouts(1, nanos::get))) {
      node.block(StubNetwork.CHAIN, 22, 1, 2);
      node.says(NodeProbe.BLOCK + 1, blockAt(1, headerTime(1).minusSeconds(60)));
      BlockTimes times = new BlockTimes(nodes.monitor(), new Timeouts(1, nanos::get));
      assertEquals(Duration.ofSeconds(5), times.blockTime());
      assertTrue(times.isMeasured());
    }
  }

  /** Heights seen are off by up to a block at either end, which are seconds an epoch later. */
  @Test
  void whereOldBlocksAreNotServedAHeaderReadBeforeTellsTheBlockTime() {
    try (StubNode node = StubNetwork.node(EmissionsVersion.V10);
        NodePool nodes = new NodePool(StubNetwork.of(node.rest()), new Timeouts(1, nanos::get))) {
      BlockTimes times = new BlockTimes(nodes.monitor(), new Timeouts(1, nanos::get));
      times.timeOf(100);
      nanos.addAndGet(Duration.ofSeconds(30 * 5 + 4).toNanos());
      node.block(StubNetwork.CHAIN, 135);
      assertEquals(Duration.ofSeconds(5), times.blockTime());
      assertTrue(times.isMeasured());
    }
  }

  private static String blockAfterHalt(long height) {
    return blockAt(height, headerTime(height).plusSeconds(60));
  }

  private static String blockAt(long height, Instant time) {
    return "{'block':{'header':{'chain_id':'%s','height':'%d','time':'%s'}}}"
        .formatted(StubNetwork.CHAIN, height, time);
  }

  @Test
  void anRpcNodeIsAskedForTheHeaderAlone() {
    assertEquals(0, blocksAskedOfRpcNode(200));
  }

  @Test
  void anOlderRpcNodeServesItWithinTheBlock() {
    assertEquals(1, blocksAskedOfRpcNode(404));
  }

  /** The header of block 100, which the REST node does not serve. */
  private long blocksAskedOfRpcNode(int statusOfHeader) {
    try (StubNode rest = StubNetwork.node(EmissionsVersion.V10);
        StubNode rpc = new StubNode();
        NodePool nodes =
            new NodePool(StubNetwork.of(rest.rest(), rpc.rpc()), new Timeouts(1, nanos::get))) {
      String header =
          "'header':{'chain_id':'%s','height':'100','time':'%s'}"
              .formatted(StubNetwork.CHAIN, headerTime(100));
      rpc.says(
              "/status",
              "{'result':{'node_info':{'network':'%s'},'sync_info':{'latest_block_height':'105',"
                      .formatted(StubNetwork.CHAIN)
                  + "'latest_block_time':'%s'}}}".formatted(headerTime(105)))
          .says("/header", statusOfHeader, "{'result':{" + header + "}}")
          .says("/block", "{'result':{'block':{" + header + "}}}");
      rest.head(StubNetwork.CHAIN, 105);
      BlockTimes times = new BlockTimes(nodes.monitor(), new Timeouts(1, nanos::get));
      assertEquals(headerTime(100), times.timeOf(100));
      assertEquals(0, rest.timesAsked(NodeProbe.BLOCK + 100));
      return rpc.timesAsked("/block");
    }
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
