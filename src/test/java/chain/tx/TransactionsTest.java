package chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.WindowKey;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wallet.Wallet;
import wallet.WalletTestVectors;

class TransactionsTest {
  private static final Wallet WALLET = WalletTestVectors.signer();
  private static final TxContext CONTEXT = context("v10");
  private static final WindowKey KEY =
      new WindowKey("allora-testnet-1", 67, 6064180, WALLET.address());

  @Test
  void givesTheSameBytesForTheSameInputs() {
    SignedTx first = Transactions.signPayload(KEY, "0.0123", WALLET, CONTEXT);
    assertEquals(first, Transactions.signPayload(KEY, "0.0123", WALLET, CONTEXT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.2e-07", "0.0", "+1", "01", "1e3"})
  void refusesAValueInAnotherSpellingThanTheChains(String value) {
    assertTrue(refused(KEY, value).contains("67@6064180"));
  }

  @Test
  void refusesAWindowOfAnotherWorkerOrChain() {
    WindowKey other = new WindowKey(KEY.chainId(), 67, 6064180, "allo1other");
    assertTrue(refused(other, "1").contains("allo1other"));
    WindowKey elsewhere = new WindowKey("allora-mainnet-1", 67, 6064180, WALLET.address());
    assertTrue(refused(elsewhere, "1").contains("allora-mainnet-1"));
  }

  @Test
  void refusesAContextThatCannotBeSigned() {
    assertThrows(IllegalArgumentException.class, () -> context("10"));
    assertThrows(IllegalArgumentException.class, () -> context(""));
  }

  private static String refused(WindowKey key, String value) {
    Failure.Skip e =
        assertThrows(
            Failure.Skip.class, () -> Transactions.signPayload(key, value, WALLET, CONTEXT));
    return e.getMessage();
  }

  private static TxContext context(String emissions) {
    return new TxContext(
        "allora-testnet-1", emissions, 12345, 7, 300_000, BigInteger.TEN, "", 6064192, "");
  }
}
