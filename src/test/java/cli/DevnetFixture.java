package cli;

import static org.awaitility.Awaitility.await;

import cli.options.ConfigurationOptions;
import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import picocli.CommandLine;
import wallet.Wallet;

/** A simulated network started by hand, and commands run against it as a person would. */
public final class DevnetFixture implements AutoCloseable {
  public static final String WORDS = "abandon ".repeat(11) + "about";
  public static final String WORKER = Wallet.fromMnemonic(WORDS.toCharArray()).address();

  public final Devnet devnet;
  public final Map<String, String> environment = new HashMap<>(Map.of("TIINGO_API_KEY", "any"));
  public final StringWriter err = new StringWriter();
  public final StringWriter out = new StringWriter();
  private final Path dir;

  public DevnetFixture(Path dir, GenesisAccount account, UnaryOperator<DevnetOptions> more) {
    this.dir = dir;
    DevnetOptions plain =
        DevnetOptions.standard()
            .withSpeed(60)
            .withTopics(List.of(GenesisTopic.logReturnTopic(67)))
            .withAccounts(List.of(account));
    devnet = Devnet.start(more.apply(plain));
    environment.put("MNEMONIC", WORDS);
  }

  public DevnetFixture(Path dir) {
    this(dir, GenesisAccount.fundedWorker(WORKER), it -> it);
  }

  /** A first window opens two blocks after genesis, later than a fast command looks. */
  public void awaitFirstWindow() {
    long opens = DevnetOptions.standard().startHeight() + 3;
    await().until(() -> devnet.height() >= opens);
  }

  /** A file with this world's addresses and {@code lines} after them. */
  public Path file(String... lines) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "network.preset=devnet",
                "network.endpoints=rest+" + devnet.restUri(),
                "network.faucet=" + devnet.faucetUri(),
                "market.sources=tiingo",
                "market.tiingo.url=" + devnet.marketUri(),
                "instance.speed=60",
                "instance.state-dir=" + dir.resolve("state"),
                "camel.management.enabled=false"));
    all.addAll(List.of(lines));
    return Files.write(dir.resolve("dromedary.properties"), all);
  }

  public ConfigurationOptions options() {
    return new ConfigurationOptions(environment);
  }

  /** Runs a command to its exit code. */
  public int run(Object command, String... args) {
    CommandLine line = Main.singleCommand(command);
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    return line.execute(args);
  }

  /** Results and messages. */
  public String said() {
    return err.toString() + out;
  }

  @Override
  public void close() {
    devnet.close();
  }
}
