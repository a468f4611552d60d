package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import journal.Journal;
import journal.database.JournalLocation;
import laws.RefusingPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("process")
class StatusCommandTest {
  @TempDir Path dir;

  private JsonNode status(DevnetFixture devnet, String... lines) throws Exception {
    Journal.open(
            JournalLocation.file(dir.resolve("state").resolve("journal.db")),
            InstantSource.system())
        .close();
    String file = devnet.file(lines).toString();
    int code = devnet.run(new StatusCommand(devnet.options()), "-c", file, "--json");
    assertEquals(0, code, devnet.err::toString);
    return new ObjectMapper().readTree(devnet.out.toString());
  }

  @Test
  void tellsNetworkNodesFundsAndWindowAsFields() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      JsonNode status = status(devnet, "instance.speed=1");
      assertTrue(status.at("/network/height").asLong() > 0, status::toString);
      assertTrue(status.at("/endpoints/0/healthy").asBoolean(), status::toString);
      assertEquals(DevnetFixture.WORKER, status.at("/wallets/0/address").asText());
      assertTrue(status.at("/wallets/0/funded_epochs").asLong() > 0, status::toString);
      assertEquals(67, status.at("/topics/0/topic").asLong());
      assertEquals("worker", status.at("/topics/0/roles/0").asText());
      assertTrue(status.at("/topics/0/next_in_blocks").asLong() > 0, status::toString);
    }
  }

  @Test
  void tellsTheWindowsOfEachRoleByItself() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      JsonNode status = status(devnet, "topic.67.role=worker,reputer");
      assertTrue(status.at("/topics/0/next_in_blocks").isNumber(), status::toString);
      String trouble = status.at("/topics/0/reporting/trouble").asText();
      assertTrue(trouble.contains("is no reputer of topic 67"), status::toString);
    }
  }

  @Test
  void namesNoWindowOfATopicThatHasHadNone() throws Exception {
    GenesisTopic fresh =
        GenesisTopic.logReturnTopic(67).asNewTopic(DevnetOptions.standard().startHeight() + 500);
    GenesisAccount worker = GenesisAccount.fundedWorker(DevnetFixture.WORKER);
    try (DevnetFixture devnet =
        new DevnetFixture(dir, worker, it -> it.withTopics(List.of(fresh)))) {
      JsonNode topic = status(devnet, "instance.speed=1").at("/topics/0");
      assertTrue(topic.path("nonce").isNull(), topic::toString);
      assertTrue(topic.path("closes_at").isNull(), topic::toString);
      assertFalse(topic.path("open").asBoolean(true), topic::toString);
      assertTrue(topic.path("next_in_blocks").asLong() > 400, topic::toString);
    }
  }

  @Test
  void saysOfEachPartWhatKeepsItUnknown() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      JsonNode status = status(devnet, "network.endpoints=rest+http://" + RefusingPort.address());
      assertFalse(status.at("/endpoints/0/healthy").asBoolean(true), status::toString);
      assertTrue(status.at("/network/trouble").isTextual(), status::toString);
      assertTrue(status.at("/wallets/0/trouble").isTextual(), status::toString);
      assertTrue(status.at("/topics/0/trouble").isTextual(), status::toString);
    }
  }

  @Test
  void takesNoDaemonWithOtherSettingsForItsOwn() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      URI other = devnet.devnet.restUri();
      Path file =
          devnet.file(
              "camel.management.enabled=true",
              "camel.management.host=" + other.getHost(),
              "camel.management.port=" + other.getPort());
      assertEquals(0, devnet.run(new StatusCommand(devnet.options()), "-c", file.toString()));
      assertTrue(devnet.out.toString().contains("with other settings replies"), devnet.said());
      assertTrue(devnet.out.toString().contains("nothing has run with these"), devnet.said());
    }
  }

  @Test
  void printsTheAddressOfThePageOrSaysThatThereIsNone() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      StatusCommand command = new StatusCommand(devnet.options());
      String none = devnet.file().toString();
      assertEquals(78, devnet.run(command, "-c", none, "--open"));
      assertTrue(devnet.err.toString().contains("camel.management.enabled"), devnet.said());
      String file =
          devnet.file("camel.management.enabled=true", "camel.management.port=4711").toString();
      assertEquals(0, devnet.run(new StatusCommand(devnet.options()), "-c", file, "--open"));
      assertEquals("http://127.0.0.1:4711/", devnet.out.toString().strip());
    }
  }
}
