package app;

import base.ExitCode;
import faults.Cut;
import faults.Outcome;
import faults.Weapon;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;

/** The figures that need a daemon process of their own: kills, memory, times, what it leaves. */
final class ProcessFigures {
  private final Path folder;
  private final int epochs;
  private final long seed;
  private final PrintWriter say;

  /**
   * @param epochs of the main figure, from which all is scaled
   */
  ProcessFigures(Path folder, int epochs, long seed, PrintWriter say) {
    this.folder = folder;
    this.epochs = epochs;
    this.seed = seed;
    this.say = say;
  }

  /** M4, and from the same kills how soon a window is settled again, of M5. */
  Figure killed() throws Exception {
    int rounds = Math.max(1, epochs / 20);
    Instant begin = Instant.now();
    List<Cut> cuts = List.of(Cut.values());
    List<Outcome> all =
        KillTrial.run(place("kill"), Weapon.KILL, cuts, rounds, new SplittableRandom(seed), say);
    List<List<String>> rows = new ArrayList<>();
    for (Cut cut : cuts) {
      rows.add(row(cut.label(), all.stream().filter(it -> it.cut() == cut).toList()));
    }
    rows.add(row("all", all));
    return new Figure(
        "M4",
        "Killed without warning, started again",
        List.of("killed", "kills", "hit", "too late", "doubles", "wrong rows", "settled after s"),
        rows,
        "dromedary simulate kill --rounds " + rounds + " --seed " + seed,
        Duration.between(begin, Instant.now()),
        Map.of(),
        "",
        all.stream().allMatch(Outcome::kept));
  }

  private static List<String> row(String label, List<Outcome> kills) {
    return List.of(
        label,
        Long.toString(kills.stream().filter(Outcome::reached).count()),
        Long.toString(kills.stream().filter(Outcome::hit).count()),
        Long.toString(kills.stream().filter(it -> !it.inTime()).count()),
        Long.toString(kills.stream().mapToLong(Outcome::doubles).sum()),
        Long.toString(kills.stream().filter(Outcome::wrong).count()),
        median(kills, Outcome::took));
  }

  /** M10. */
  Figure memory() throws Exception {
    int count = Math.max(10, epochs * 2);
    Instant begin = Instant.now();
    Map<String, Object> seen = SoakTrial.run(place("soak"), count, say);
    List<List<String>> rows =
        seen.entrySet().stream()
            .map(it -> List.of(it.getKey().replace('_', ' '), it.getValue().toString()))
            .toList();
    return new Figure(
        "M10",
        "Memory from epoch to epoch",
        List.of("what", "value"),
        rows,
        "dromedary simulate soak --epochs " + count,
        Duration.between(begin, Instant.now()),
        Map.of(),
        "",
        Boolean.TRUE.equals(seen.get("kept")));
  }

  /** M11 and M12. */
  Figure startAndEnd() throws Exception {
    int count = Math.max(3, epochs / 20);
    Instant begin = Instant.now();
    List<ProcessTimes.Life> lives = new ProcessTimes(place("process"), seed).lives(count);
    List<List<String>> rows =
        List.of(
            times("M11: exec to the first question for a window", lives, ProcessTimes.Life::start),
            times("M12: SIGTERM at a random moment to the end", lives, ProcessTimes.Life::end));
    return new Figure(
        "M11, M12",
        "Start and end of the process, " + count + " times",
        List.of("what", "median s", "longest s"),
        rows,
        "dromedary simulate --report --epochs " + epochs,
        Duration.between(begin, Instant.now()),
        Map.of(),
        "",
        lives.stream().allMatch(it -> it.exit() == ExitCode.TERMINATED));
  }

  private static List<String> times(
      String label, List<ProcessTimes.Life> lives, Function<ProcessTimes.Life, Duration> part) {
    Duration longest = lives.stream().map(part).max(Duration::compareTo).orElse(Duration.ZERO);
    return List.of(label, median(lives, part), seconds(longest));
  }

  /** M15, to be taken last. */
  Figure secrets() throws IOException {
    Instant begin = Instant.now();
    SecretScan.Report seen = SecretScan.of(folder);
    seen.findings().forEach(it -> say.println("  a secret in " + it));
    List<String> cells =
        List.of(
            Integer.toString(seen.files()),
            Long.toString(seen.bytes() / 1_000_000),
            Integer.toString(seen.findings().size()));
    return new Figure(
        "M15",
        "Words and key of the wallet in what the daemons above left behind",
        List.of("files", "MB", "files with a secret"),
        List.of(cells),
        "dromedary simulate --report --epochs " + epochs,
        Duration.between(begin, Instant.now()),
        Map.of(),
        "",
        seen.findings().isEmpty());
  }

  private Path place(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static <T> String median(List<T> all, Function<T, Duration> part) {
    List<Duration> sorted = all.stream().map(part).sorted().toList();
    return sorted.isEmpty() ? "-" : seconds(sorted.get(sorted.size() / 2));
  }

  private static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0);
  }
}
