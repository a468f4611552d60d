package app;

import com.fasterxml.jackson.databind.ObjectMapper;
import faults.Cut;
import faults.Killing;
import faults.Outcome;
import faults.Subject;
import faults.Weapon;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wallet.Wallet;

/** Kills a real daemon process at every point of its cycle and lets the network judge. */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "Kill a daemon at every point of its cycle, on the simulated network.")
final class SimulateKillCommand implements Callable<Integer> {
  private static final List<String> SETTINGS =
      List.of("window.tick = 250ms", "settle.period = 250ms", "camel.management.enabled = false");

  @Option(names = "--rounds", defaultValue = "1", description = "Kills at each point; default 1.")
  private int rounds;

  @Option(names = "--seed", defaultValue = "1", description = "Of the moments of the kills.")
  private long seed;

  @Option(
      names = "--signal",
      defaultValue = "KILL",
      description = "KILL; TERM or INT, which let it drain; HUP, of which it goes on.")
  private Weapon weapon;

  @Option(names = "--json", description = "One JSON object on standard output, last.")
  private boolean json;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    if (rounds < 1) {
      throw new ParameterException(spec.commandLine(), "--rounds must be 1 or more");
    }
    Path folder = Files.createTempDirectory("dromedary-kill-");
    PrintWriter err = spec.commandLine().getErr();
    err.println("State: " + folder);
    List<Outcome> all =
        run(folder, weapon, List.of(Cut.values()), rounds, new SplittableRandom(seed), err);
    err.println(figures(all));
    if (json) {
      spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(figures(all)));
      spec.commandLine().getOut().flush();
    }
    return all.stream().allMatch(Outcome::kept) ? ExitCode.OK : ExitCode.FAILED;
  }

  /** Each point {@code rounds} times, in turn; a line for each kill. */
  static List<Outcome> run(
      Path folder,
      Weapon weapon,
      List<Cut> cuts,
      int rounds,
      RandomGenerator random,
      PrintWriter say)
      throws Exception {
    String worker = Wallet.fromMnemonic(ChildSubject.WORDS.toCharArray()).address();
    AtomicReference<ChildSubject> subject = new AtomicReference<>();
    List<Outcome> all = new ArrayList<>();
    try (Killing killing =
        new Killing(
            worker,
            devnet -> {
              subject.set(new ChildSubject(folder, devnet, SETTINGS).behind(before(weapon)));
              return (Subject) subject.get();
            },
            random,
            weapon)) {
      killing.begin();
      for (int round = 0; round < rounds; round++) {
        for (Cut cut : cuts) {
          all.add(killing.kill(cut));
          say.println(line(all.get(all.size() - 1)));
        }
      }
    } finally {
      subject.get().close();
    }
    return all;
  }

  /** A JVM leaves a signal ignored that was so when it began. */
  private static List<String> before(Weapon weapon) {
    return weapon.maskable() ? List.of("env", "--default-signal=HUP,INT") : List.of();
  }

  private static String line(Outcome it) {
    return String.format(
        "%-18s ended in %.1f s%s  row %-9s %s  doubles %d  %s  closed after %.1f s",
        it.cut().label(),
        it.dying().toMillis() / 1000.0,
        it.orderly() ? "" : " WRONG EXIT",
        it.found(),
        it.hit() ? "hit" : it.inTime() ? "MISSED" : "too late",
        it.doubles(),
        it.wrong() ? "WRONG ROW" : it.reached() ? "row right" : "NOT KILLED",
        it.took().toMillis() / 1000.0);
  }

  private static Map<String, Object> figures(List<Outcome> all) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("kills", all.stream().filter(Outcome::reached).count());
    figures.put("hit", all.stream().filter(Outcome::hit).count());
    figures.put("too_late", all.stream().filter(it -> !it.inTime()).count());
    figures.put("doubles", all.stream().mapToLong(Outcome::doubles).sum());
    figures.put("wrong_rows", all.stream().filter(Outcome::wrong).count());
    figures.put("kept", all.stream().filter(Outcome::kept).count());
    return figures;
  }
}
