package wallet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.security.SecureRandom;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import wallet.KeySource.KeyParser;

class KeyParserTest {
  private static final String WORDS =
      WalletTestVectors.text(WalletTestVectors.one("/keys/0"), "mnemonic");
  private static final String HEX =
      WalletTestVectors.text(WalletTestVectors.one("/keys/0"), "private_key_hex");
  private static final String ADDRESS =
      WalletTestVectors.text(WalletTestVectors.one("/keys/0"), "address_allo");

  @ParameterizedTest
  @ValueSource(strings = {"%s", " %s\n", "\uFEFF%s\r\n", "\t%s\u00A0"})
  void readsEitherFormWhateverIsAroundIt(String form) {
    assertEquals(ADDRESS, address(form.formatted(WORDS)));
    assertEquals(ADDRESS, address(form.formatted(HEX)));
    assertEquals(ADDRESS, address(form.formatted("0x" + HEX.toUpperCase())));
  }

  @ParameterizedTest
  @ValueSource(strings = {"  ", "\n", "\u00A0", "\t\r\n"})
  void readsWordsWhateverIsBetween(String gap) {
    assertEquals(ADDRESS, address(WORDS.toUpperCase().replace(" ", gap)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "abandon", "abandon abandon about", "0x", "12ab"})
  void refusesWhatIsNoKey(String text) {
    assertEquals(77, assertThrows(Failure.Stop.class, () -> address(text)).exitCode());
  }

  @Test
  void leavesTheTextToItsOwnerAndClearsItsOwn() {
    char[] kept = WORDS.toCharArray();
    KeyParser.parse(kept);
    assertEquals(WORDS, new String(kept));
    KeyParser.parseAndClear(kept);
    assertTrue(new String(kept).chars().allMatch(it -> it == 0));
  }

  @Test
  void generatesTwentyFourWordsThatMakeAWallet() {
    char[] first = Mnemonic.generate(new SecureRandom());
    assertEquals(24, new String(first).split(" ").length);
    assertTrue(Wallet.fromMnemonic(first).address().startsWith("allo1"));
    assertFalse(Arrays.equals(first, Mnemonic.generate(new SecureRandom())));
  }

  private static String address(String text) {
    return KeyParser.parse(text.toCharArray()).address();
  }
}
