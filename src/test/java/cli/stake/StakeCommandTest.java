package cli.stake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import cli.Main;
import cli.stake.AccountOperationCommand.AmountConverter;
import devnet.ledger.GenesisAccount;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

@Tag("process")
class StakeCommandTest {
  @TempDir Path dir;

  @Test
  void readsAmountsWithTheirUnitOnly() {
    AmountConverter amounts = new AmountConverter();
    assertEquals(BigInteger.TEN.pow(19), amounts.convert("10ALLO"));
    assertEquals(BigInteger.ONE, amounts.convert("0.000000000000000001 allo"));
    assertEquals(BigInteger.valueOf(5000), amounts.convert("5000uallo"));
    for (String bad :
        new String[] {"10", "0ALLO", "-1ALLO", "1.5uallo", "1e300000000ALLO", "ALLO"}) {
      assertThrows(TypeConversionException.class, () -> amounts.convert(bad), bad);
    }
  }

  @Test
  void showsThePriceAndSendsOnlyWhenTold() throws Exception {
    BigInteger funds = BigInteger.TEN.pow(20);
    GenesisAccount account = GenesisAccount.fundedWorker(DevnetFixture.WORKER).withBalance(funds);
    try (DevnetFixture devnet = new DevnetFixture(dir, account, it -> it)) {
      this.devnet = devnet;
      assertEquals(0, register(), devnet.err.toString());
      String before = balance();
      assertEquals(0, stake("add", "2ALLO", "--dry-run"));
      assertTrue(devnet.out.toString().contains("nothing was signed or sent"));
      assertEquals(64, stake("add", "2ALLO"));
      assertEquals(before, balance());
      assertEquals(0, stake("add", "2ALLO", "--yes"), devnet.err.toString());
      assertTrue(balance().contains("(979999"), balance());
      assertTrue(devnet.out.toString().contains("own stake   2 ALLO"), devnet.out.toString());
      assertEquals(1, stake("remove", "3ALLO", "--yes"));
      assertTrue(devnet.err.toString().contains("less stake than that"), devnet.err.toString());
      assertEquals(0, stake("remove", "1ALLO", "--yes"));
      assertEquals(0, stake("cancel", "--yes"));
      assertEquals(1, stake("cancel", "--yes"));
      assertEquals(0, stake("show", "--from", DevnetFixture.WORKER), devnet.err.toString());
      assertEquals(78, stake("show", "--from", "allo1aaaa"));
      assertTrue(devnet.out.toString().contains("rewards     0 ALLO"), devnet.out.toString());
    }
  }

  @Test
  void takesARegistrationBackOnce() throws Exception {
    GenesisAccount account = GenesisAccount.fundedWorker(DevnetFixture.WORKER);
    try (DevnetFixture devnet = new DevnetFixture(dir, account, it -> it)) {
      this.devnet = devnet;
      assertEquals(77, execute("unregister", "--role", "reputer", "--yes"));
      assertTrue(devnet.err.toString().contains("nothing to remove"), devnet.err.toString());
      assertEquals(0, register(), devnet.err.toString());
      assertEquals(0, execute("unregister", "--role", "reputer", "--dry-run"));
      assertEquals(64, execute("unregister", "--role", "reputer"));
      assertEquals(0, execute("unregister", "--role", "reputer", "--yes"));
      assertTrue(devnet.err.toString().contains("; the fee is"), devnet.err.toString());
      assertEquals(77, execute("unregister", "--role", "reputer", "--yes"));
      assertEquals(0, execute("unregister", "--dry-run"), devnet.err.toString());
    }
  }

  private DevnetFixture devnet;

  private int register() throws Exception {
    return execute("register", "--role", "reputer");
  }

  private int stake(String... args) throws Exception {
    return execute(Stream.concat(Stream.of("stake"), Stream.of(args)).toArray(String[]::new));
  }

  private int execute(String... args) throws Exception {
    CommandLine line = Main.commandLine(args);
    line.setOut(new PrintWriter(devnet.out, true));
    line.setErr(new PrintWriter(devnet.err, true));
    Path key = Files.writeString(dir.resolve("words"), DevnetFixture.WORDS);
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-------"));
    String file =
        devnet
            .file("topics=67", "wallet.mnemonic-file=" + key, "market.tiingo.token=any")
            .toString();
    return line.execute(
        Stream.concat(Stream.of(args), Stream.of("-c", file)).toArray(String[]::new));
  }

  /** As the command tells it last. */
  private String balance() throws Exception {
    assertEquals(0, stake("show"));
    return devnet.out.toString().lines().reduce((before, last) -> last).orElseThrow();
  }
}
