package cli.simulate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trials.figures.FiguresPage;
import trials.figures.MachineDescription;
import trials.figures.ReplicaFigure;
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
      paramLabel = "N",
      defaultValue = "50",
      description = "Epochs of each topic; default 50.")
  private int epochs;

  @Option(
      names = "--topics",
      paramLabel = "N",
      defaultValue = "3",
      description = "Of the one wallet; default 3.")
  private int topics;

  @Option(
      names = "--epoch-seconds",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "Length of an epoch, whose window is open for five sixths; default 60.")
  private int epochSeconds;

  @Option(
      names = "--wallets",
      paramLabel = "N",
      defaultValue = "200",
      description = "Wallets to spread over three replicas; 0 skips that part. Default 200.")
  private int wallets;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the faults.")
  private long seed;

  @Option(
      names = "--postgres",
      paramLabel = "DIR",
      description = "Folder of initdb and postgres; default: Debian's newest.")
  private Path postgres;

  @Option(
      names = "--report",
      paramLabel = "FOLDER",
      arity = "0..1",
      fallbackValue = "docs/figures",
      description = "Puts the figures into the page in FOLDER; default docs/figures.")
  private Path report;

  @Override
  public Integer call() throws Exception {
    requirePositive("--epochs", epochs);
    requirePositive("--topics", topics);
    requirePositive("--epoch-seconds", epochSeconds);
    return super.call();
  }

  @Override
  Map<String, Object> play(Path folder, PrintWriter say) throws Exception {
    long began = System.nanoTime();
    Map<String, Object> figures = measure(folder, say);
    if (report != null) {
      publish(figures, Duration.ofNanos(System.nanoTime() - began));
      say.println("Figure: " + report.resolve("README.md"));
    }
    return figures;
  }

  private void publish(Map<String, Object> figures, Duration took) throws IOException {
    String command =
        "dromedary simulate replicas --topics %d --epochs %d --epoch-seconds %d --wallets %d --seed %d"
            .formatted(topics, epochs, epochSeconds, wallets, seed);
    String about = MachineDescription.measuredOn(LocalDate.now(ZoneOffset.UTC)) + ".";
    FiguresPage.publish(report, about, List.of(ReplicaFigure.of(figures, command, took)));
  }

  private Map<String, Object> measure(Path folder, PrintWriter say) throws Exception {
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
