package cli.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopicsCommandTest {
  @TempDir Path dir;

  private DevnetFixture devnet(DevnetEmissionsVersion version) {
    return devnet(
        version,
        GenesisTopic.logReturnTopic(67),
        GenesisTopic.logReturnTopic(68).withWhitelistOnly(true));
  }

  private DevnetFixture devnet(DevnetEmissionsVersion version, GenesisTopic... topics) {
    return new DevnetFixture(
        dir,
        GenesisAccount.fundedWorker(DevnetFixture.WORKER),
        it -> it.withEmissionsVersion(version).withTopics(List.of(topics)));
  }

  @ParameterizedTest
  @EnumSource(DevnetEmissionsVersion.class)
  void listsTheTopicsOfEveryGeneration(DevnetEmissionsVersion version) throws Exception {
    try (DevnetFixture devnet = devnet(version)) {
      String file = devnet.file("instance.speed=1").toString();
      int code = devnet.run(new TopicsCommand(devnet.options()), "-c", file, "--json");
      assertEquals(0, code, devnet.err::toString);
      JsonNode topics = new ObjectMapper().readTree(devnet.out.toString()).path("topics");
      assertEquals(2, topics.size(), topics::toString);
      assertEquals(67, topics.at("/0/id").asLong());
      assertEquals("50.0", topics.at("/0/share_percent").asText());
      boolean listed = version.isAfterV5();
      assertEquals(listed, topics.at("/1/whitelist").asBoolean(), topics::toString);
    }
  }

  @Test
  void showsOneInBlocksAndTimeAndNamesAnUnknownOne() throws Exception {
    try (DevnetFixture devnet = devnet(DevnetEmissionsVersion.V10)) {
      String file = devnet.file("instance.speed=1").toString();
      assertEquals(0, devnet.run(new TopicsCommand(devnet.options()), "-c", file, "68"));
      String said = devnet.out.toString();
      assertTrue(said.contains("whitelisted workers"), said);
      assertTrue(said.matches("(?s).*window +\\d+ blocks, \\d+ (min|h).*"), said);
      assertEquals(78, devnet.run(new TopicsCommand(devnet.options()), "-c", file, "99"));
      assertTrue(devnet.err.toString().contains("topic 99 does not exist"), devnet.err::toString);
    }
  }

  @Test
  void ofANewTopicItSaysThatNoEpochHasBegun() throws Exception {
    long later = DevnetOptions.standard().startHeight() + 500;
    GenesisTopic fresh = GenesisTopic.logReturnTopic(67).asNewTopic(later);
    try (DevnetFixture devnet = devnet(DevnetEmissionsVersion.V5, fresh)) {
      String file = devnet.file("instance.speed=1").toString();
      assertEquals(0, devnet.run(new TopicsCommand(devnet.options()), "-c", file, "67"));
      String said = devnet.out.toString();
      assertTrue(said.contains("the first one; no epoch has begun yet"), said);
    }
  }
}
