package cli.simulate;

import cli.options.RoleConverter;
import domain.Role;
import faults.KillOutcome;
import faults.KillOutcome.ProcessSignal;
import faults.engine.KillPoint;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import trials.figures.KillTrial;

/**
 * Kills a real daemon process at every kill point and compares its journal with the network's
 * record.
 */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "Kill a daemon at every point of its cycle, on the simulated network.",
    footer = {"", "Example: dromedary simulate kill --rounds 2"})
final class SimulateKillCommand extends TrialCommand {
  @Option(
      names = "--rounds",
      paramLabel = "N",
      defaultValue = "1",
      description = "Kills at each point; default 1.")
  private int rounds;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the times of the kills.")
  private long seed;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      defaultValue = "worker",
      converter = RoleConverter.class,
      description = "Role of the daemon: worker or reputer.")
  private Role role;

  @Option(
      names = "--signal",
      paramLabel = "NAME",
      defaultValue = "KILL",
      description = "KILL; TERM or INT, which let it drain; HUP, which does not end it.")
  private ProcessSignal signal;

  @Override
  public Integer call() throws Exception {
    requirePositive("--rounds", rounds);
    return super.call();
  }

  @Override
  Map<String, Object> play(Path folder, PrintWriter say) throws Exception {
    return toJsonFields(
        KillTrial.run(
            folder,
            role,
            signal,
            List.of(KillPoint.values()),
            rounds,
            new SplittableRandom(seed),
            say));
  }

  @Override
  boolean isPassed(Map<String, Object> figures) {
    return figures.get("passed").equals((long) rounds * KillPoint.values().length);
  }

  private static Map<String, Object> toJsonFields(List<KillOutcome> all) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("kills", all.stream().filter(KillOutcome::reached).count());
    figures.put("accepted", all.stream().filter(KillOutcome::accepted).count());
    figures.put("too_late", all.stream().filter(it -> !it.restartedInTime()).count());
    figures.put("duplicates", all.stream().mapToLong(KillOutcome::duplicates).sum());
    figures.put("wrong_rows", all.stream().filter(KillOutcome::contradicted).count());
    figures.put("passed", all.stream().filter(KillOutcome::passed).count());
    return figures;
  }
}
