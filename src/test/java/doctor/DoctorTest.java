package doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.PrivateFiles;
import cli.DevnetFixture;
import cli.DoctorCommand;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import devnet.ledger.GenesisAccount;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import journal.Journal;
import journal.JournalTransfer;
import journal.database.JournalLocation;
import laws.RefusingPort;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("process")
class DoctorTest {
  @TempDir Path dir;

  @Test
  void findsNothingWrongWithAFundedRegisteredWorker() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      assertEquals(
          0,
          devnet.run(new DoctorCommand(devnet.options()), "-c", devnet.file().toString(), "--json"),
          devnet::said);
      JsonNode report = new ObjectMapper().readTree(devnet.out.toString());
      assertEquals(0, report.path("exit").asInt());
      String said = devnet.said();
      for (String name :
          new String[] {
            "configuration",
            "key",
            "endpoint",
            "emissions",
            "clock",
            "account",
            "topic 67",
            "model of topic 67",
            "market tiingo",
            "journal",
            "port"
          }) {
        assertTrue(said.contains("ok      " + name), name + " in\n" + said);
      }
      assertTrue(said.contains("epochs") && said.contains("registered"), said);
    }
  }

  @Test
  void saysThatAJournalIsRetired() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      Path state = PrivateFiles.createFolders(dir.resolve("state"));
      JournalLocation location = JournalLocation.file(state.resolve("journal.db"));
      try (Journal journal = Journal.open(location, InstantSource.system())) {
        JournalTransfer.exportAndRetire(journal, dir.resolve("export"));
      }
      assertEquals(
          2,
          devnet.run(new DoctorCommand(devnet.options()), "-c", devnet.file().toString()),
          devnet::said);
      assertTrue(devnet.said().contains("is retired: it was exported"), devnet::said);
    }
  }

  @Test
  void reportsEveryFaultOfHalfAConfigurationAtOnce() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      devnet.environment.clear();
      Path file = devnet.file("window.tick=soon", "camel.health.nonsense=1", "trot=yes");
      assertEquals(78, devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString()));
      String said = devnet.said();
      assertTrue(said.contains("window.tick = soon") && said.contains("unknown key trot"), said);
      assertTrue(said.contains("fail    key: no key found"), said);
      assertTrue(said.contains("fail    market tiingo: there is no token"), said);
      assertTrue(said.contains("skipped account"), said);
      assertTrue(said.contains("ok      model of topic 67"), said);
      assertTrue(said.contains("ok      endpoint rest+"), said);
    }
  }

  @Test
  void namesTheRightSpellingOfANodeInTheWrongSlot() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      Path file = devnet.file("network.endpoints=rest+" + devnet.devnet.rpcUri());
      assertEquals(78, devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString()));
      String said = devnet.said();
      assertTrue(said.contains("fix: write it as rpc+" + devnet.devnet.rpcUri()), said);
    }
  }

  @Test
  void tellsAPoorStrangerWhatItLacks() throws Exception {
    GenesisAccount poor = GenesisAccount.fundedWorker(DevnetFixture.WORKER).asUnregistered();
    try (DevnetFixture devnet =
        new DevnetFixture(dir, poor.withBalance(BigInteger.TEN), it -> it)) {
      assertEquals(
          77, devnet.run(new DoctorCommand(devnet.options()), "-c", devnet.file().toString()));
      String said = devnet.said();
      assertTrue(said.contains("fail    account") && said.contains("lasts 0 epochs"), said);
      assertTrue(said.contains("run: dromedary register --role worker --topic-id 67"), said);
    }
  }

  @Test
  void looksAtWhatAForecasterAndAReputerNeed() throws Exception {
    GenesisAccount worker = GenesisAccount.fundedWorker(DevnetFixture.WORKER);
    try (DevnetFixture devnet = new DevnetFixture(dir, worker, it -> it)) {
      Path file =
          devnet.file(
              "topic.67.role=worker,reputer",
              "topic.67.loss-sigma=0.04",
              "topic.67.inference=none",
              "topic.67.forecast=past-losses",
              "topic.67.auto-stake=own");
      assertEquals(78, devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString()));
      String said = devnet.said();
      assertTrue(said.contains("ok      model of topic 67: none: no inference"), said);
      assertTrue(said.contains("ok      forecast of topic 67: from the losses"), said);
      assertTrue(said.contains("method czar reported as log10, a loss of 0 as that of"), said);
      assertTrue(said.contains("fail    auto-stake of topic 67"), said);
      assertTrue(said.contains("run: dromedary register --role reputer --topic-id 67"), said);
    }
  }

  @Test
  void refusesAKeyFileOthersMayReadAndNeverShowsIt() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      devnet.environment.remove("MNEMONIC");
      Path words = Files.writeString(dir.resolve("words"), DevnetFixture.WORDS);
      Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-r--r--"));
      Path file = devnet.file("wallet.mnemonic-file=" + words);
      assertEquals(77, devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString()));
      assertTrue(devnet.said().contains("chmod 600"), devnet.said());
      assertFalse(devnet.said().contains("abandon"));
    }
  }

  @Test
  void saysThatNobodyAnswers() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      String node = RefusingPort.address();
      Path file = devnet.file("network.endpoints=rest+http://" + node);
      assertEquals(
          69, devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString()), devnet::said);
      String said = devnet.said();
      assertEquals(1, said.split(node + " is not reachable|" + node + ": is not", -1).length - 1);
      assertTrue(said.contains("skipped emissions: not checked: no node replies"), said);
    }
  }

  @Test
  void asksTheSourcesThatExistAndNamesTheOthers() throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      Path file =
          devnet.file(
              "market.sources=bitstamp,nobody",
              "market.bitstamp.url=http://" + RefusingPort.address());
      devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString());
      String said = devnet.said();
      assertTrue(said.contains("fail    market bitstamp: is not reachable: "), said);
      assertFalse(said.contains("Exception"), said);
      assertTrue(said.contains("fail    market nobody: no such source"), said);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "topic.67.model-url=http://127.0.0.1:1/x",
        "topic.67.inference=none\ntopic.67.forecast=past-losses",
        "topic.67.role=reputer\ntopic.67.ground-truth-url=http://127.0.0.1:1/x"
      })
  void sourcesAreNoConditionWhereNoTopicNeedsCandles(String topic) throws Exception {
    try (DevnetFixture devnet = new DevnetFixture(dir)) {
      Path file =
          devnet.file(
              "market.sources=bitstamp",
              "market.bitstamp.url=http://" + RefusingPort.address(),
              topic.replace("127.0.0.1:1", RefusingPort.address()));
      devnet.run(new DoctorCommand(devnet.options()), "-c", file.toString());
      String said = devnet.said();
      assertTrue(said.contains("warn    market bitstamp: is not reachable: "), said);
    }
  }
}
