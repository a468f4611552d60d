package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import cli.DevnetFixture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import journal.entry.RewardOwner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiring.ComponentFactory.Components;

/** What the worker earns is staked once, above the fees of some days. */
@Tag("process")
class AutoStakeTest {
  @TempDir Path dir;

  @Test
  void stakesEachRewardOnce() throws Exception {
    try (DaemonFixture fixture = new DaemonFixture(dir, it -> it)) {
      fixture.serve("/", it -> "0.00123");
      String[] lines = {
        "topics=67",
        "topic.67.role=worker,reputer",
        "topic.67.auto-stake=own",
        "topic.67.horizon=1h",
        "topic.67.model-url=" + fixture.url("/"),
        "heartbeat.standing=20m"
      };
      fixture.configure(lines);
      fixture.start();
      URI rest = fixture.network.devnet.restUri();
      await().atMost(Duration.ofSeconds(180)).until(() -> stakes(rest).size() >= 2);
      fixture.stop();
      assertNoneIsStakedTwice(stakes(rest), fixture.configure(lines));
    }
  }

  /** What the oldest epochs paid is not staked: the journal only begins with the last of them. */
  private static void assertNoneIsStakedTwice(List<BigInteger> stakes, Components components) {
    AlloraClient allora = components.workers().forTopic(67);
    SortedMap<Long, BigInteger> paid = allora.earnings(67, 48, it -> false);
    RewardOwner owner = new RewardOwner(allora.network().chainId(), 67, allora.workerAddress());
    long known = components.journal().reader().newestRewardHeight(owner);
    SortedMap<Long, BigInteger> taken = paid.subMap(paid.firstKey() + 1, known + 1);
    String both = stakes + " of " + taken + ", known is " + known;
    assertTrue(stakes.size() <= taken.size(), both);
    assertTrue(sum(stakes).compareTo(sum(taken.values())) <= 0, both);
    assertFalse(components.journal().takeUpRewards(owner, Map.of(known, paid.get(known))), both);
  }

  private static BigInteger sum(Collection<BigInteger> amounts) {
    return amounts.stream().reduce(BigInteger.ZERO, BigInteger::add);
  }

  /** Of the transactions that succeeded. */
  private static List<BigInteger> stakes(URI rest) throws Exception {
    String path =
        "/cosmos/tx/v1beta1/txs?query=message.sender%3D%27"
            + DevnetFixture.WORKER
            + "%27&limit=100&order_by=ORDER_BY_DESC";
    JsonNode found;
    try (InputStream in = URI.create(rest + path).toURL().openStream()) {
      found = new ObjectMapper().readTree(in);
    }
    List<BigInteger> stakes = new ArrayList<>();
    for (JsonNode reply : found.path("tx_responses")) {
      JsonNode message = reply.path("tx").path("body").path("messages").path(0);
      if (reply.path("code").asInt() == 0
          && message.path("@type").asText().endsWith("AddStakeRequest")) {
        stakes.add(new BigInteger(message.path("amount").asText()));
      }
    }
    return stakes;
  }
}
