package chain;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.HostileServer;
import base.HostileServer.Attack;
import chain.model.Network;
import domain.Failure;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FaucetClientTest {
  @ParameterizedTest
  @EnumSource(
      value = Attack.class,
      names = {"ENDLESS_BODY", "ENDLESS_HEADERS", "GZIP_BOMB", "REDIRECT_TO_ITSELF"})
  void aReplyWithoutEndIsAFailureInOneSentence(Attack attack) throws IOException {
    try (HostileServer server = new HostileServer(attack)) {
      Network plain = Network.preset("devnet");
      Optional<URI> address = Optional.of(server.uri());
      FaucetClient faucet =
          new FaucetClient(
              new Network(plain.name(), "", Optional.empty(), List.of(), plain.maxFee(), address));
      String told =
          assertThrows(Failure.Retry.class, () -> faucet.requestCoins("chain", "allo1", ""))
              .getMessage();
      assertTrue(server.sentBytes() < 16 << 20, () -> server.sentBytes() + " bytes");
      assertFalse(told.matches("(?s).*(Exception|\n).*"), told);
    }
  }
}
