package app;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.TopicOptions;
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
final class World implements AutoCloseable {
  static final String WORDS = "abandon ".repeat(11) + "about";
  static final String WORKER = Wallet.fromMnemonic(WORDS.toCharArray()).address();

  final Devnet devnet;
  final Map<String, String> environment = new HashMap<>(Map.of("TIINGO_API_KEY", "any"));
  final StringWriter err = new StringWriter();
  final StringWriter out = new StringWriter();
  private final Path dir;

  World(Path dir, GenesisAccount account, UnaryOperator<DevnetOptions> more) {
    this.dir = dir;
    DevnetOptions plain =
        DevnetOptions.standard()
            .withSpeed(60)
            .withTopics(List.of(TopicOptions.logReturn(67)))
            .withAccounts(List.of(account));
    devnet = Devnet.start(more.apply(plain));
    environment.put("MNEMONIC", WORDS);
  }

  World(Path dir) {
    this(dir, GenesisAccount.worker(WORKER), it -> it);
  }

  /** A file with this world's addresses and {@code lines} after them. */
  Path file(String... lines) throws Exception {
    List<String> all =
        new ArrayList<>(
            List.of(
                "network.preset=devnet",
                "network.endpoints=rest+" + devnet.rest(),
                "network.faucet=" + devnet.faucet(),
                "market.sources=tiingo",
                "market.tiingo.url=" + devnet.market(),
                "instance.speed=60",
                "instance.state-dir=" + dir.resolve("state"),
                "camel.management.enabled=false"));
    all.addAll(List.of(lines));
    return Files.write(dir.resolve("dromedary.properties"), all);
  }

  ConfigurationOptions options() {
    return new ConfigurationOptions(environment);
  }

  /** Runs a command to its exit code. */
  int run(Object command, String... args) {
    CommandLine line = Main.alone(command);
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    return line.execute(args);
  }

  @Override
  public void close() {
    devnet.close();
  }
}
