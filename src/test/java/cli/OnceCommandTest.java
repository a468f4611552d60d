package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.genesis.GenesisAccount;
import devnet.genesis.GenesisTopic;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One cycle against a network started by hand, and one sentence for everything that is wrong. */
class OnceCommandTest {
  @TempDir Path dir;
  private DevnetFixture world;

  @AfterEach
  void stop() {
    world.close();
  }

  private int once(String... lines) throws Exception {
    return world.run(new OnceCommand(world.options()), "-c", world.file(lines).toString());
  }

  private void says(String... words) {
    String said = world.err.toString();
    for (String word : words) {
      assertTrue(said.contains(word), said);
    }
    assertFalse(said.contains("\tat ") || said.contains("abandon"), said);
  }

  @Test
  void answersTheOpenWindowAndThenSaysItIsAnswered() throws Exception {
    world = new DevnetFixture(dir);
    assertEquals(0, once(), world.err::toString);
    says("accepted");
    assertEquals(0, once(), world.err::toString);
    assertEquals(1, world.devnet.submissions().acceptedCount(67));
    assertEquals(0, world.devnet.submissions().duplicateCount(67));
  }

  @Test
  void saysWhenTheNextWindowOpens() throws Exception {
    GenesisTopic closed = GenesisTopic.logReturnTopic(67).withBlockLengths(720, 600, 120_960);
    world =
        new DevnetFixture(
            dir,
            GenesisAccount.fundedWorker(DevnetFixture.WORKER),
            it -> it.withTopics(List.of(closed.withFirstNonce(it.startHeight() + 500))));
    assertEquals(75, once(), world.err::toString);
    says("no window is open", "min");
  }

  @Test
  void refusesABadMnemonic() throws Exception {
    world = new DevnetFixture(dir);
    world.environment.put("MNEMONIC", "abandon ".repeat(12));
    assertEquals(77, once());
    says("MNEMONIC", "checksum");
  }

  @Test
  void refusesAMnemonicFileThatTheWorldMayRead() throws Exception {
    world = new DevnetFixture(dir);
    world.environment.remove("MNEMONIC");
    Path words = Files.writeString(dir.resolve("words"), DevnetFixture.WORDS);
    Files.setPosixFilePermissions(words, PosixFilePermissions.fromString("rw-r--r--"));
    assertEquals(77, once("wallet.mnemonic-file=" + words));
    says("chmod 600");
  }

  @Test
  void namesTheMissingKeyAndTheMissingTokenTogether() throws Exception {
    world = new DevnetFixture(dir);
    world.environment.clear();
    assertEquals(77, once());
    says("no key found", "TIINGO_API_KEY");
  }

  @Test
  void namesTheMissingTokenAlone() throws Exception {
    world = new DevnetFixture(dir);
    world.environment.remove("TIINGO_API_KEY");
    assertEquals(78, once());
    says("TIINGO_API_KEY");
  }

  @Test
  void saysThatNoNodeAnswers() throws Exception {
    world = new DevnetFixture(dir);
    assertEquals(69, once("network.endpoints=rest+http://127.0.0.1:9"), world.err::toString);
    says("127.0.0.1:9", "is not reachable");
  }

  @Test
  void refusesNodesOfAnotherChain() throws Exception {
    world = new DevnetFixture(dir);
    assertEquals(78, once("network.chain-id=allora-testnet-1"), world.err::toString);
    says("dromedary-devnet-1 instead of allora-testnet-1");
  }

  @Test
  void refusesAnUnknownKeyAndABadValueAtOnce() throws Exception {
    world = new DevnetFixture(dir);
    assertEquals(78, once("trot=yes", "window.tick=soon"));
    says("unknown key trot", "window.tick = soon");
  }

  @Test
  void refusesAModelThatIsNotThere() throws Exception {
    world = new DevnetFixture(dir);
    assertEquals(65, once("model.dir=" + dir.resolve("nothing")), world.err::toString);
    says("nothing");
  }

  @Test
  void tellsAStrangerToRegister() throws Exception {
    world =
        new DevnetFixture(
            dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER).withRegistered(false), it -> it);
    assertEquals(77, once(), world.err::toString);
    says("not registered", "dromedary register");
    Path file = world.file();
    assertEquals(0, world.run(new RegisterCommand(world.options()), "-c", file.toString()));
    says("is registered in topic 67 by transaction");
    assertEquals(0, once(), world.err::toString);
  }

  @Test
  void anEmptyAccountIsFilledByTheFaucetWhenAsked() throws Exception {
    GenesisAccount empty =
        GenesisAccount.fundedWorker(DevnetFixture.WORKER).withBalance(BigInteger.ZERO);
    world = new DevnetFixture(dir, empty, it -> it);
    assertEquals(77, once(), world.err::toString);
    says("send ALLO");
    Path file = world.file();
    assertEquals(0, world.run(new FaucetCommand(world.options()), "-c", file.toString()));
    says("has 2000000000000000000 uallo now");
    assertEquals(0, once(), world.err::toString);
  }
}
