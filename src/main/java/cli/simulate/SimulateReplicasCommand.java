package cli.simulate;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trials.replicas.JournalCostTrial;
import trials.replicas.ReplicaTrial;
import trials.replicas.WalletSpreadTrial;

/** Kills, freezes and cuts off three daemons that share a PostgreSQL server. */
@Command(
    name = "replicas",
    mixinStandardHelpOptions = true,
    description = "Kill, freeze and cut off three daemons on one PostgreSQL server; who submits?",
    footer = {"", "Example: dromedary simulate replicas --epochs 4 --seed 3"})
final class SimulateReplicasCommand extends TrialCommand {
  @Option(
      names = "--epochs",
      defaultValue = "50",
      description = "Epochs of each topic; default 50.")
  private int epochs;

  @Option(names = "--topics", defaultValue = "3", description = "Of the one wallet; default 3.")
  private int topics;

  @Option(
      names = "--epoch-seconds",
      defaultValue = "60",
      description = "Length of an epoch, whose window is open for five sixths; default 60.")
  private int epochSeconds;

  @Option(
      names = "--wallets",
      defaultValue = "200",
      description = "Wallets to spread over three replicas; 0 skips that part. Default 200.")
  private int wallets;

  @Option(names = "--seed", defaultValue = "1", description = "Seed of the faults.")
  private long seed;

  @Option(
      names = "--postgres",
      description = "Folder of initdb and postgres; default: Debian's newest.")
  private Path postgres;

  @Override
  public Integer call() throws Exception {
    requirePositive("--epochs", epochs);
    requirePositive("--topics", topics);
    requirePositive("--epoch-seconds", epochSeconds);
    return super.call();
  }

  @Override
  Map<String, Object> play(Path folder, PrintWriter say) throws Exception {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.putAll(
        new ReplicaTrial(say, topics, Duration.ofSeconds(epochSeconds))
            .run(folder.resolve("faults"), postgres, epochs, new SplittableRandom(seed)));
    if (wallets > 0) {
      figures.putAll(new WalletSpreadTrial(say, wallets).run(folder.resolve("wallets"), postgres));
    }
    figures.putAll(JournalCostTrial.run(folder.resolve("cost"), postgres));
    figures.put(
        "passed",
        figures.entrySet().stream()
            .filter(it -> it.getKey().endsWith("_passed"))
            .allMatch(it -> Boolean.TRUE.equals(it.getValue())));
    return figures;
  }
}
