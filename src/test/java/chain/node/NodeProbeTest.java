package chain.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.StubNode;
import chain.http.NodeHttpClient;
import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A node whose chain is known is asked for its small status, not for a whole block. */
class NodeProbeTest {
  private static final Instant EPOCH = Instant.ofEpochSecond(1_700_000_000L);

  private final AtomicLong nanos = new AtomicLong();
  private final Timeouts timeouts = new Timeouts(1, nanos::get);
  private final NodeProbe probe = new NodeProbe(new NodeHttpClient(timeouts), timeouts);
  private final StubNode node = new StubNode().head("chain-1", 100);

  @AfterEach
  void close() {
    node.close();
  }

  /** As real nodes write it; a block lasts five seconds, as in the blocks of the stub. */
  private void status(long height, long blocksOfTime) {
    node.says(
        NodeProbe.STATUS,
        "{'earliest_store_height':'0','height':'%d','timestamp':'%s','app_hash':'','validator_hash':''}"
            .formatted(height, EPOCH.plusSeconds(5 * blocksOfTime)));
  }

  private BlockHead refresh() {
    return probe.refreshHead(node.rest());
  }

  private void asked(int blocks, int statuses) {
    assertEquals(blocks, node.timesAsked(NodeProbe.LATEST), "blocks");
    assertEquals(statuses, node.timesAsked(NodeProbe.STATUS), "statuses");
  }

  @Test
  void asksForABlockOnceAndForTheStatusFromThenOn() {
    refresh();
    status(103, 103);
    assertEquals(new BlockHead(node.rest(), "chain-1", 103, EPOCH.plusSeconds(515)), refresh());
    refresh();
    asked(1, 2);
  }

  @Test
  void letsTheChainBeNamedAgainInTime() {
    refresh();
    status(103, 103);
    node.head("chain-2", 103);
    assertEquals("chain-1", refresh().chainId());
    nanos.addAndGet(timeouts.surveyTtl().toNanos());
    assertEquals("chain-2", refresh().chainId());
    asked(2, 1);
  }

  @Test
  void asksForBlocksForEverWhereTheStatusIsNotServed() {
    for (int answer : new int[] {200, 302, 400, 403, 404, 405, 410, 501}) {
      String page = answer == 501 ? "{}" : "<html>no such page</html>";
      try (StubNode old =
          new StubNode().head("chain-1", 100).says(NodeProbe.STATUS, answer, page)) {
        for (int i = 0; i < 4; i++) {
          assertEquals(100, probe.refreshHead(old.rest()).height());
        }
        assertEquals(4, old.timesAsked(NodeProbe.LATEST));
        assertEquals(1, old.timesAsked(NodeProbe.STATUS));
      }
    }
  }

  @Test
  void takesAServerErrorForNoAnswerAndAsksWhoTheNodeIsAfterwards() {
    refresh();
    node.says(NodeProbe.STATUS, 503, "{'code':14,'message':'connection error'}");
    String said = assertThrows(NodeUnavailableException.class, this::refresh).getMessage();
    assertEquals("answered 503", said);
    status(104, 104);
    refresh();
    asked(2, 1);
    refresh();
    asked(2, 2);
  }

  /** While it commits a block, a real node tells the new height with the time of the last block. */
  @Test
  void takesTheTimeOfTheBlockBefore() {
    refresh();
    status(101, 100);
    assertEquals(101, refresh().height());
    status(101, 101);
    assertEquals(EPOCH.plusSeconds(505), refresh().time());
    asked(1, 2);
    BlockHead own = new BlockHead(node.rpc(), "chain-1", 101, EPOCH.plusSeconds(505));
    BlockHead early = new BlockHead(node.rest(), "chain-1", 101, EPOCH.plusSeconds(500));
    assertTrue(own.canAgeTo(early, Duration.ZERO));
  }

  /** Lower than before, further than can be, and the empty time of a node that was restarted. */
  @Test
  void asksForABlockWhereTheStatusDoesNotFollow() {
    refresh();
    status(99, 101);
    assertEquals(100, refresh().height());
    status(3_000_000, 101);
    assertEquals(100, refresh().height());
    node.says(
        NodeProbe.STATUS, "{'height':'101','timestamp':'0001-01-01T00:00:00Z','app_hash':''}");
    assertEquals(EPOCH.plusSeconds(500), refresh().time());
    asked(4, 3);
  }

  @Test
  void asksForABlockWhereTheStatusHasNoHeight() {
    refresh();
    node.says(NodeProbe.STATUS, "{'timestamp':'%s'}".formatted(EPOCH));
    assertEquals(100, refresh().height());
  }

  /**
   * The error may be of this path alone, and for now: the block tells, and the status is asked
   * again.
   */
  @Test
  void asksForABlockWhereTheStatusFails() {
    refresh();
    node.says(NodeProbe.STATUS, 502, "<html>bad gateway</html>");
    assertEquals(100, refresh().height());
    status(103, 103);
    assertEquals(103, refresh().height());
    asked(2, 2);
  }

  /** Block and state of a node that stopped may be one apart for ever. */
  @Test
  void aNodeThatTellsTwoHeightsInTurnsStandsStill() {
    Node standing = new Node(node.rest(), timeouts, () -> Duration.ofSeconds(5));
    for (long height : new long[] {100, 101, 100, 101, 100}) {
      standing.recordSuccess(new BlockHead(node.rest(), "chain-1", height, EPOCH));
      nanos.addAndGet(timeouts.stalledNodeLimit().dividedBy(3).toNanos());
    }
    assertTrue(standing.stalledFor().isPresent());
    standing.recordSuccess(new BlockHead(node.rest(), "chain-1", 7, EPOCH));
    assertTrue(standing.stalledFor().isEmpty(), "the chain began anew");
  }
}
