package app;

import chain.Allora;
import chain.Faucet;
import chain.Network;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import routes.allora.Workers;

/** Asks a test network for coins. Nothing else in this program ever does. */
@Command(
    name = "faucet",
    mixinStandardHelpOptions = true,
    description = "Ask the test network's faucet for coins, once.")
final class FaucetCommand implements Callable<Integer> {
  @Mixin private final ConfigurationOptions options;

  @Spec private CommandSpec spec;

  FaucetCommand() {
    this(new ConfigurationOptions());
  }

  FaucetCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() {
    Settings settings = options.settings();
    Logs.open(settings.stateDir(), "ERROR");
    PrintWriter err = spec.commandLine().getErr();
    Faucet faucet = new Faucet(Networks.from(settings));
    String apiKey = settings.environment().getOrDefault("ALLORA_API_KEY", "");
    try (Workers workers = new Wallets(settings).workers()) {
      for (Allora allora : workers.all()) {
        err.println(allora.worker() + " has " + allora.balance() + " uallo");
        Network network = allora.network();
        err.println("faucet: " + faucet.ask(network.chainId(), allora.worker(), apiKey));
      }
    }
    return ExitCode.OK;
  }
}
