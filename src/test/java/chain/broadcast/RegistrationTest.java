package chain.broadcast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.ChainClientFixture;
import chain.StubNetwork;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationTest {
  private static final GenesisAccount NEW =
      GenesisAccount.fundedWorker(StubNetwork.WORKER).withRegistered(false);

  private static DevnetOptions with(DevnetOptions options, GenesisAccount account) {
    return options.withAccounts(List.of(account));
  }

  @ParameterizedTest
  @EnumSource
  void registersAndIsThenLetIn(devnet.ledger.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client =
        new ChainClientFixture(options -> with(options, NEW).withEmissionsVersion(emissions))) {
      client.blocks(2);
      Failure.Retry before =
          assertThrows(Failure.Retry.class, () -> client.allora.newestOpenWindow(67));
      assertEquals(FailureReason.NOT_REGISTERED, before.reason());
      Attempt attempt =
          client.allora.register(67, Role.WORKER, time -> client.blocks(1)).orElseThrow();
      assertEquals(0, attempt.sequence());
      assertTrue(
          client.allora.register(67, Role.WORKER, time -> client.blocks(1)).isEmpty(),
          "once is enough");
      assertEquals(1, client.allora.account().sequence());
      assertTrue(client.allora.newestOpenWindow(67).isPresent());
    }
  }

  @Test
  void doesNotPayWhereItWouldNeverBeLetIn() {
    List<GenesisTopic> closed = List.of(GenesisTopic.logReturnTopic(67).withWhitelistOnly(true));
    try (ChainClientFixture client =
        new ChainClientFixture(options -> with(options, NEW.asUnregistered()).withTopics(closed))) {
      client.blocks(2);
      Failure.Retry wait =
          assertThrows(
              Failure.Retry.class,
              () -> client.allora.register(67, Role.WORKER, time -> client.blocks(1)));
      assertEquals(FailureReason.NOT_WHITELISTED, wait.reason());
      assertEquals(0, client.allora.account().sequence());
    }
  }

  @Test
  void saysWhatIsMissingInThePurse() {
    GenesisAccount poor = NEW.withBalance(BigInteger.valueOf(1_000_000));
    try (ChainClientFixture client = new ChainClientFixture(options -> with(options, poor))) {
      client.blocks(2);
      Failure.Retry wait =
          assertThrows(
              Failure.Retry.class,
              () -> client.allora.register(67, Role.WORKER, time -> client.blocks(1)));
      assertEquals(FailureReason.NO_FUNDS, wait.reason());
    }
  }
}
