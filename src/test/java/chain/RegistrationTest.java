package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.TopicOptions;
import domain.Attempt;
import domain.Failure;
import domain.Reason;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegistrationTest {
  private static final GenesisAccount NEW =
      GenesisAccount.worker(StubNetwork.WORKER).withRegistered(false);

  private static DevnetOptions with(DevnetOptions options, GenesisAccount account) {
    return options.withAccounts(List.of(account));
  }

  @ParameterizedTest
  @EnumSource
  void registersAndIsThenLetIn(devnet.Emissions emissions) {
    try (Rig rig = new Rig(options -> with(options, NEW).withEmissions(emissions))) {
      rig.blocks(2);
      Failure.Wait before = assertThrows(Failure.Wait.class, () -> rig.allora.window(67));
      assertEquals(Reason.NOT_REGISTERED, before.reason());
      Attempt attempt = rig.allora.register(67, time -> rig.blocks(1)).orElseThrow();
      assertEquals(0, attempt.sequence());
      assertTrue(rig.allora.register(67, time -> rig.blocks(1)).isEmpty(), "once is enough");
      assertEquals(1, rig.allora.account().sequence());
      assertTrue(rig.allora.window(67).isPresent());
    }
  }

  @Test
  void doesNotPayWhereItWouldNeverBeLetIn() {
    List<TopicOptions> closed = List.of(TopicOptions.logReturn(67).withRestricted(true));
    try (Rig rig = new Rig(options -> with(options, NEW.stranger()).withTopics(closed))) {
      rig.blocks(2);
      Failure.Wait wait =
          assertThrows(Failure.Wait.class, () -> rig.allora.register(67, time -> rig.blocks(1)));
      assertEquals(Reason.NOT_WHITELISTED, wait.reason());
      assertEquals(0, rig.allora.account().sequence());
    }
  }

  @Test
  void saysWhatIsMissingInThePurse() {
    GenesisAccount poor = NEW.withBalance(BigInteger.valueOf(1_000_000));
    try (Rig rig = new Rig(options -> with(options, poor))) {
      rig.blocks(2);
      Failure.Wait wait =
          assertThrows(Failure.Wait.class, () -> rig.allora.register(67, time -> rig.blocks(1)));
      assertEquals(Reason.NO_FUNDS, wait.reason());
    }
  }
}
