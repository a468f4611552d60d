package cli.simulate;

import cli.options.ResultOutput;
import cli.options.SimulationFolder;
import host.LogSettings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import trials.replicas.ReplicaTrial;

/** Kills, freezes and cuts off three daemons that share a PostgreSQL server. */
@Command(
    name = "replicas",
    mixinStandardHelpOptions = true,
    description = "Kill, freeze and cut off three daemons on one PostgreSQL server; who submits?",
    footer = {"", "Example: dromedary simulate replicas --epochs 4 --seed 3"})
final class SimulateReplicasCommand implements Callable<Integer> {
  @Option(names = "--epochs", defaultValue = "50", description = "Of each topic; default 50.")
  private int epochs;

  @Option(names = "--seed", defaultValue = "1", description = "Of what goes wrong.")
  private long seed;

  @Option(
      names = "--postgres",
      description = "Folder of initdb and postgres; default: Debian's newest.")
  private Path postgres;

  @Mixin private ResultOutput output;

  @Mixin private SimulationFolder folders;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (epochs < 1) {
      throw new ParameterException(spec.commandLine(), "--epochs must be 1 or more");
    }
    PrintWriter err = spec.commandLine().getErr();
    Path folder = folders.create("dromedary-replicas-", err);
    LogSettings.open(folder.resolve("network"), "ERROR");
    return folders.exitStatusOf(() -> play(folder, err), err);
  }

  private boolean play(Path folder, PrintWriter err) throws Exception {
    Map<String, Object> figures =
        new ReplicaTrial(err).run(folder, postgres, epochs, new SplittableRandom(seed));
    output.text().println(SimulateCommand.toText(figures));
    output.printJson(figures);
    return Boolean.TRUE.equals(figures.get("passed"));
  }
}
