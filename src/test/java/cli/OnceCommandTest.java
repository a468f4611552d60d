package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.server.FaultPolicy.RequestAction;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import journal.JournalReader;
import journal.database.JournalLocation;
import journal.entry.EntryFilter;
import laws.RefusingPort;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cycle against a network started by hand, and one sentence for everything that is wrong. */
@Tag("process")
class OnceCommandTest {
  @TempDir Path dir;
  private DevnetFixture devnet;

  @AfterEach
  void stop() {
    devnet.close();
  }

  private int once(String... lines) throws Exception {
    devnet.awaitFirstWindow();
    return devnet.run(new OnceCommand(devnet.options()), "-c", devnet.file(lines).toString());
  }

  private void says(String... words) {
    String said = devnet.said();
    for (String word : words) {
      assertTrue(said.contains(word), said);
    }
    assertFalse(said.contains("\tat ") || said.contains("abandon"), said);
  }

  @Test
  void answersTheOpenWindowAndThenSaysItIsAnswered() throws Exception {
    devnet = new DevnetFixture(dir);
    assertEquals(0, once(), devnet::said);
    says("accepted");
    assertEquals(0, once(), devnet::said);
    says("has its submission already: nothing is sent again");
    assertEquals(1, devnet.devnet.submissions().acceptedCount(67));
    assertEquals(0, devnet.devnet.submissions().duplicateCount(67));
  }

  @Test
  void aMarketThatAnswersTheSecondTimeIsNoFailure() throws Exception {
    devnet = new DevnetFixture(dir);
    devnet
        .devnet
        .marketServer()
        .setFaultPolicy(
            (method, path, count) ->
                count == 1
                    ? new RequestAction.CloseConnection()
                    : new RequestAction.ReplyNormally());
    assertEquals(0, once(), devnet::said);
    says("accepted");
  }

  /**
   * Another process has used this wallet; for a dry run in a new folder that is no reason to stop.
   */
  @Test
  void aDryRunInAFreshFolderSubmitsNothingAndLeavesNoRow() throws Exception {
    devnet = new DevnetFixture(dir);
    assertEquals(0, once(), devnet::said);
    String fresh = "instance.state-dir=" + dir.resolve("fresh");
    assertEquals(0, once(fresh, "instance.dry-run=true"), devnet::said);
    says("dry run: would have submitted");
    assertEquals(1, devnet.devnet.submissions().acceptedCount(67));
    try (JournalReader rows =
        JournalReader.open(JournalLocation.file(dir.resolve("fresh/journal.db")))) {
      assertTrue(rows.findLatest(EntryFilter.ALL, 9).isEmpty());
      assertEquals(1, rows.findDryRuns(9).size());
    }
  }

  @Test
  void saysWhenTheNextWindowOpens() throws Exception {
    GenesisTopic closed = GenesisTopic.logReturnTopic(67).withBlockLengths(720, 600, 120_960);
    devnet =
        new DevnetFixture(
            dir,
            GenesisAccount.fundedWorker(DevnetFixture.WORKER),
            it -> it.withTopics(List.of(closed.withFirstNonce(it.startHeight() + 500))));
    assertEquals(75, once(), devnet::said);
    says("no window is open; next window in", "blocks, about");
  }

  /** The first topic's window opens long after the second one's, which must not wait for it. */
  @Test
  void waitsForAllTopicsSideBySide() throws Exception {
    devnet =
        new DevnetFixture(
            dir,
            GenesisAccount.fundedWorker(DevnetFixture.WORKER),
            it ->
                it.withSpeed(10)
                    .withTopics(
                        List.of(
                            GenesisTopic.logReturnTopic(67)
                                .withBlockLengths(400, 380, 120_960)
                                .withFirstNonce(it.startHeight() + 60),
                            GenesisTopic.logReturnTopic(68)
                                .withBlockLengths(40, 36, 120_960)
                                .withFirstNonce(it.startHeight() + 8))));
    try (StubMarketServer model =
        new StubMarketServer(it -> new Response(200, "{\"value\": \"0.01\"}"))) {
      Path file =
          devnet.file(
              "topics=67,68",
              "topic.67.model-url=" + model.url(),
              "topic.68.model-url=" + model.url(),
              "market.tiingo.url=http://" + RefusingPort.address(),
              "instance.speed=10",
              "window.answer-at=early");
      int code = devnet.run(new OnceCommand(devnet.options()), "-c", file.toString(), "--wait");
      assertEquals(0, code, devnet::said);
    }
    var submissions = devnet.devnet.submissions();
    long late = submissions.nonceRecords(67).get(0).nonce();
    assertEquals(1, submissions.acceptedCount(67));
    assertTrue(
        submissions.nonceRecords(68).stream()
            .flatMap(it -> it.acceptedPayloads().stream())
            .allMatch(it -> it.blockHeight() < late),
        () -> submissions.nonceRecords(68) + "");
  }

  /** An empty account weighs more than a window that is not open, in whatever order they come. */
  @Test
  void theMostSeriousTopicDecidesTheExitCode() throws Exception {
    devnet =
        new DevnetFixture(
            dir,
            GenesisAccount.fundedWorker(DevnetFixture.WORKER).withBalance(BigInteger.ZERO),
            it ->
                it.withTopics(
                    List.of(
                        GenesisTopic.logReturnTopic(67),
                        GenesisTopic.logReturnTopic(68)
                            .withBlockLengths(720, 600, 120_960)
                            .withFirstNonce(it.startHeight() + 600))));
    assertEquals(77, once("topics=68,67"), devnet::said);
    says("topic 68: no window is open", "send ALLO");
  }

  @Test
  void refusesABadMnemonic() throws Exception {
    devnet = new DevnetFixture(dir);
    devnet.environment.put("MNEMONIC", "abandon ".repeat(12));
    assertEquals(77, once());
    says("MNEMONIC", "checksum");
  }

  @Test
  void refusesAMnemonicFileThatTheWorldMayRead() throws Exception {
    devnet = new DevnetFixture(dir);
    devnet.environment.remove("MNEMONIC");
    Path words = Files.writeString(dir.resolve("words"), DevnetFixture.WORDS);
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(77, once("wallet.mnemonic-file=" + words));
    says("chmod 600");
  }

  @Test
  void namesTheMissingKeyAndTheMissingTokenTogether() throws Exception {
    devnet = new DevnetFixture(dir);
    devnet.environment.clear();
    assertEquals(77, once());
    says("no key found", "TIINGO_API_KEY");
  }

  @Test
  void namesTheMissingTokenAlone() throws Exception {
    devnet = new DevnetFixture(dir);
    devnet.environment.remove("TIINGO_API_KEY");
    assertEquals(78, once());
    says("TIINGO_API_KEY");
  }

  @Test
  void saysThatNoNodeAnswers() throws Exception {
    devnet = new DevnetFixture(dir);
    assertEquals(69, once("network.endpoints=rest+http://" + RefusingPort.address()), devnet::said);
    says(RefusingPort.address(), "is not reachable");
  }

  @Test
  void refusesNodesOfAnotherChain() throws Exception {
    devnet = new DevnetFixture(dir);
    assertEquals(78, once("network.chain-id=allora-testnet-1"), devnet::said);
    says("dromedary-devnet-1 instead of allora-testnet-1");
  }

  @Test
  void refusesAnUnknownKeyAndABadValueAtOnce() throws Exception {
    devnet = new DevnetFixture(dir);
    assertEquals(78, once("trot=yes", "window.tick=soon"));
    says("unknown key trot", "window.tick = soon");
  }

  @Test
  void refusesAModelThatIsNotThere() throws Exception {
    devnet = new DevnetFixture(dir);
    assertEquals(65, once("model.dir=" + dir.resolve("nothing")), devnet::said);
    says("nothing");
  }

  @Test
  void tellsAStrangerToRegister() throws Exception {
    devnet =
        new DevnetFixture(
            dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER).withRegistered(false), it -> it);
    assertEquals(77, once(), devnet::said);
    says("not registered", "dromedary register");
    Path file = devnet.file();
    assertEquals(
        0, devnet.run(new RegisterCommand(devnet.options()), "-c", file.toString(), "--dry-run"));
    says("would be registered as worker in topic 67");
    assertEquals(77, once(), devnet::said);
    assertEquals(0, devnet.run(new RegisterCommand(devnet.options()), "-c", file.toString()));
    says("is registered as worker in topic 67 by transaction");
    assertEquals(0, once(), devnet::said);
  }

  @Test
  void anEmptyAccountIsFilledByTheFaucetWhenAsked() throws Exception {
    GenesisAccount empty =
        GenesisAccount.fundedWorker(DevnetFixture.WORKER).withBalance(BigInteger.ZERO);
    devnet = new DevnetFixture(dir, empty, it -> it);
    assertEquals(77, once(), devnet::said);
    says("send ALLO");
    Path file = devnet.file();
    assertEquals(0, devnet.run(new FaucetCommand(devnet.options()), "-c", file.toString()));
    says("has 2 ALLO (2000000000000000000 uallo) now");
    assertEquals(0, once(), devnet::said);
  }
}
