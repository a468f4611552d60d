package cli;

import base.ExitStatus;
import base.ReadableUnits;
import chain.AlloraClient;
import chain.FaucetClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.DryRunOption;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import config.NetworkSettings;
import config.Settings;
import host.LogSettings;
import java.io.PrintWriter;
import java.math.BigInteger;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import routes.allora.WorkerClients;
import wiring.WorkerClientFactory;

/** Requests coins from a test network's faucet. Nothing else in this program does. */
@Command(
    name = "faucet",
    mixinStandardHelpOptions = true,
    description = "Ask the test network's faucet for coins, once.",
    footer = {"", "Example: dromedary faucet --config dromedary.properties"})
final class FaucetCommand implements Callable<Integer> {
  private static final Duration LOOK = Duration.ofSeconds(5);
  private static final int LOOKS = 13;

  @Mixin private final ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;
  @Mixin private DryRunOption dryRun;

  @Spec private CommandSpec spec;

  FaucetCommand() {
    this(new ConfigurationOptions());
  }

  FaucetCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws InterruptedException {
    Settings settings = options.settings();
    LogSettings.open(settings.stateDir(), "ERROR");
    PrintWriter err = spec.commandLine().getErr();
    PrintWriter out = spec.commandLine().getOut();
    FaucetClient faucet = new FaucetClient(NetworkSettings.fromSettings(settings));
    String apiKey = settings.environment().getOrDefault("ALLORA_API_KEY", "");
    try (WorkerClients workers = new WorkerClientFactory(settings).buildClients()) {
      boolean arrived = true;
      for (AlloraClient allora : workers.allClients()) {
        BigInteger before = allora.balance();
        err.println(allora.workerAddress() + " has " + ReadableUnits.amount(before));
        if (settings.isDryRun()) {
          out.println("dry run: no request was sent to the faucet");
          continue;
        }
        String chainId = allora.network().chainId();
        err.println("faucet: " + faucet.requestCoins(chainId, allora.workerAddress(), apiKey));
        arrived &= awaitCoins(allora, before, settings.toRealTime(LOOK), out);
      }
      return arrived ? ExitStatus.OK : ExitStatus.FAILED;
    }
  }

  /** The coins arrive with one of the next blocks, or with the faucet's next round. */
  private static boolean awaitCoins(
      AlloraClient allora, BigInteger before, Duration look, PrintWriter out)
      throws InterruptedException {
    for (int i = 0; i < LOOKS; i++) {
      BigInteger now = allora.balance();
      if (now.compareTo(before) > 0) {
        out.println(allora.workerAddress() + " has " + ReadableUnits.amount(now) + " now");
        return true;
      }
      Thread.sleep(look.toMillis());
    }
    out.println("the coins have not arrived yet: look again later with `dromedary doctor`");
    return false;
  }
}
