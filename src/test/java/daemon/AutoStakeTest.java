package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import cli.DevnetFixture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.io.InputStream;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import journal.entry.RewardOwner;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiring.ComponentFactory.Components;

/** What the worker earns is staked once, above the fees of some days. */
@Tag("process")
class AutoStakeTest {
  private static final byte[] ANSWER = "0.00123".getBytes(StandardCharsets.UTF_8);

  @TempDir Path dir;

  private static DevnetOptions world(DevnetOptions plain) {
    long first = plain.startHeight() + 24;
    return plain
        .withSpeed(300)
        .withCompetitors(3)
        .withEmissionsVersion(DevnetEmissionsVersion.V10)
        .withTopics(
            List.of(
                new GenesisTopic(
                    67, "BTC/USD 1h log-return", 720, 400, 720, "mse", first, List.of(), false)));
  }

  @Test
  void stakesEachRewardOnce() throws Exception {
    HttpServer model =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    model.createContext(
        "/",
        it -> {
          it.sendResponseHeaders(200, ANSWER.length);
          it.getResponseBody().write(ANSWER);
          it.close();
        });
    model.start();
    GenesisAccount account =
        GenesisAccount.fundedWorker(DevnetFixture.WORKER).withStake(BigInteger.TEN.pow(18));
    try (DevnetFixture devnet = new DevnetFixture(dir, account, AutoStakeTest::world)) {
      Path file =
          devnet.file(
              "topics=67",
              "network.endpoints=rest+"
                  + devnet.devnet.restUri()
                  + ",rpc+"
                  + devnet.devnet.rpcUri(),
              "topic.67.role=worker,reputer",
              "topic.67.auto-stake=own",
              "topic.67.horizon=1h",
              "topic.67.model-url=http://127.0.0.1:" + model.getAddress().getPort() + "/",
              "window.answer-at=early",
              "heartbeat.standing=20m",
              "instance.speed=300");
      Settings settings =
          Settings.loadStrict(
              Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
      Components components = Components.from(settings, devnet.devnet.clock());
      AlloraClient allora = components.workers().forTopic(67);
      RewardOwner owner = new RewardOwner(allora.network().chainId(), 67, allora.workerAddress());
      try (Daemon daemon = Daemon.polling(settings, components)) {
        daemon.start();
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> staked(devnet.devnet.restUri()).signum() > 0);
        BigInteger first = staked(devnet.devnet.restUri());
        long known = components.journal().reader().newestRewardHeight(owner);
        assertTrue(known > 0);
        BigInteger all =
            allora.earnings(67, 48, it -> false).values().stream()
                .reduce(BigInteger.ZERO, BigInteger::add);
        assertTrue(first.compareTo(all) <= 0, first + " of " + all);
        assertFalse(components.journal().takeUpRewards(owner, Map.of(known, all)));
      }
    } finally {
      model.stop(0);
    }
  }

  private static BigInteger staked(URI rest) throws Exception {
    String path =
        "/cosmos/tx/v1beta1/txs?query=message.sender%3D%27"
            + DevnetFixture.WORKER
            + "%27&limit=100&order_by=ORDER_BY_DESC";
    JsonNode found;
    try (InputStream in = URI.create(rest + path).toURL().openStream()) {
      found = new ObjectMapper().readTree(in);
    }
    BigInteger sum = BigInteger.ZERO;
    for (JsonNode reply : found.path("tx_responses")) {
      JsonNode message = reply.path("tx").path("body").path("messages").path(0);
      if (message.path("@type").asText().endsWith("AddStakeRequest")) {
        sum = sum.add(new BigInteger(message.path("amount").asText()));
      }
    }
    return sum;
  }
}
