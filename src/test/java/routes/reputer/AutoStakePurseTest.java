package routes.reputer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.reputer.AutoStake.Purse;

class AutoStakePurseTest {
  /** All that was earned, unless the balance would fall below what it keeps for fees. */
  @ParameterizedTest
  @CsvSource({
    "50, 100, 200, 1, 50",
    "50, 100, 140, 1, 39",
    "50, 100, 101, 1, 0",
    "50, 100, 9, 1, 0"
  })
  void keepsTheFeesOfSomeDays(long earned, long kept, long balance, long fee, long staked) {
    Purse purse =
        new Purse(
            BigInteger.valueOf(earned), BigInteger.valueOf(kept), BigInteger.valueOf(balance));
    assertEquals(BigInteger.valueOf(staked), purse.toStake(BigInteger.valueOf(fee)));
  }
}
