package trials.figures;

import base.ExitStatus;
import domain.Role;
import faults.KillOutcome;
import faults.KillOutcome.ProcessSignal;
import faults.engine.KillPoint;
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
import trials.figures.Figure.Bars;
import trials.figures.Figure.Run;
import trials.worker.SecretScan;

/** Figures that need daemon processes: kills, memory, start and stop times, secrets in files. */
final class ProcessFigures {
  private final Path folder;
  private final int epochs;
  private final long seed;
  private final PrintWriter say;

  /**
   * @param epochs epochs of the main figure, which determine the length of these
   */
  ProcessFigures(Path folder, int epochs, long seed, PrintWriter say) {
    this.folder = folder;
    this.epochs = epochs;
    this.seed = seed;
    this.say = say;
  }

  /** M4: kills, with the time until the window is settled (part of M5). */
  Figure killFigure() throws Exception {
    int rounds = Math.max(1, epochs / 20);
    Instant begin = Instant.now();
    List<KillPoint> cuts = List.of(KillPoint.values());
    List<KillOutcome> all =
        KillTrial.run(
            createFolder("kill"),
            Role.WORKER,
            ProcessSignal.KILL,
            cuts,
            rounds,
            new SplittableRandom(seed),
            say);
    List<List<String>> rows = new ArrayList<>();
    for (KillPoint cut : cuts) {
      rows.add(killRow(cut.label(), all.stream().filter(it -> it.killPoint() == cut).toList()));
    }
    rows.add(killRow("all", all));
    return new Figure(
        "M4",
        "Killed without warning, started again",
        "A crash must cost no epoch and must never send a second value.",
        List.of(
            "killed",
            "kills",
            "epochs accepted",
            "restarted too late",
            "duplicates",
            "wrong rows",
            "settled after, s"),
        rows,
        Bars.NONE,
        all.stream().allMatch(KillOutcome::passed),
        Run.of(
            "dromedary simulate kill --rounds " + rounds + " --seed " + seed,
            Duration.between(begin, Instant.now())));
  }

  private static List<String> killRow(String label, List<KillOutcome> kills) {
    return List.of(
        label,
        Long.toString(kills.stream().filter(KillOutcome::reached).count()),
        Long.toString(kills.stream().filter(KillOutcome::accepted).count()),
        Long.toString(kills.stream().filter(it -> !it.restartedInTime()).count()),
        Long.toString(kills.stream().mapToLong(KillOutcome::duplicates).sum()),
        Long.toString(kills.stream().filter(KillOutcome::contradicted).count()),
        median(kills, KillOutcome::timeToSettle));
  }

  /** M10: memory over epochs. */
  Figure memoryFigure() throws Exception {
    int count = Math.max(10, epochs * 2);
    Instant begin = Instant.now();
    Map<String, Object> seen = SoakTrial.run(createFolder("soak"), count, say);
    return new Figure(
        "M10",
        "Memory of one process over %d epochs".formatted(count),
        "A daemon that runs for months must not grow; %s of %s epochs were accepted, %s duplicates."
            .formatted(seen.get("accepted"), seen.get("epochs"), seen.get("duplicates")),
        List.of("memory", "at the start, MB", "at the end, MB", "growth, kB an epoch"),
        List.of(
            memoryRow("live heap", seen, "heap_bytes"),
            memoryRow("resident", seen, "resident_bytes")),
        Bars.NONE,
        Boolean.TRUE.equals(seen.get("passed")),
        Run.of(
            "dromedary simulate soak --epochs " + count, Duration.between(begin, Instant.now())));
  }

  private static List<String> memoryRow(String label, Map<String, Object> seen, String key) {
    return List.of(
        label,
        formatThousands(seen.get(key + "_first"), 1e6),
        formatThousands(seen.get(key + "_last"), 1e6),
        formatThousands(seen.get(key + "_an_epoch"), 1e3));
  }

  private static String formatThousands(Object bytes, double unit) {
    return String.format(Locale.ROOT, "%.1f", ((Number) bytes).doubleValue() / unit);
  }

  /** M11 and M12: time to start and to stop. */
  Figure startStopFigure() throws Exception {
    int count = Math.max(3, epochs / 20);
    Instant begin = Instant.now();
    List<ProcessStartTimes.ProcessRun> runs =
        new ProcessStartTimes(createFolder("process"), seed).measure(count);
    List<List<String>> rows =
        List.of(
            timesRow(
                "M11: exec to the first question for a window",
                runs,
                ProcessStartTimes.ProcessRun::startDuration),
            timesRow(
                "M12: SIGTERM at a random moment to the end",
                runs,
                ProcessStartTimes.ProcessRun::stopDuration));
    return new Figure(
        "M11,M12",
        "Start and end of the process, " + count + " times",
        "An upgrade or a restart in an open window must leave time to submit.",
        List.of("what", "median, s", "longest, s"),
        rows,
        Bars.NONE,
        runs.stream().allMatch(it -> it.exitCode() == ExitStatus.TERMINATED),
        Run.of(
            "dromedary simulate --report --only M11,M12 --epochs " + epochs + " --seed " + seed,
            Duration.between(begin, Instant.now())));
  }

  private static List<String> timesRow(
      String label,
      List<ProcessStartTimes.ProcessRun> runs,
      Function<ProcessStartTimes.ProcessRun, Duration> part) {
    Duration longest = runs.stream().map(part).max(Duration::compareTo).orElse(Duration.ZERO);
    return List.of(label, median(runs, part), formatSeconds(longest));
  }

  /** M15: secrets in the files of all daemons above; measured last. */
  Figure secretScanFigure() throws IOException {
    Instant begin = Instant.now();
    SecretScan.SecretScanReport seen = SecretScan.scan(folder);
    seen.filesWithSecret().forEach(it -> say.println("  a secret in " + it));
    List<String> cells =
        List.of(
            Integer.toString(seen.files()),
            Long.toString(seen.bytes() / 1_000_000),
            Integer.toString(seen.filesWithSecret().size()));
    return new Figure(
        "M15",
        "Words and key of the wallet in what the daemons above left behind",
        "Logs and state folders are copied and shared; no secret may be in them.",
        List.of("files searched", "MB", "files with a secret"),
        List.of(cells),
        Bars.NONE,
        seen.files() > 0 && seen.filesWithSecret().isEmpty(),
        Run.of("dromedary simulate --report", Duration.between(begin, Instant.now())));
  }

  private Path createFolder(String name) throws IOException {
    return Files.createDirectories(folder.resolve(name));
  }

  private static <T> String median(List<T> all, Function<T, Duration> part) {
    List<Duration> sorted = all.stream().map(part).sorted().toList();
    return sorted.isEmpty() ? "-" : formatSeconds(sorted.get(sorted.size() / 2));
  }

  private static String formatSeconds(Duration time) {
    return String.format(Locale.ROOT, "%.2f", time.toMillis() / 1000.0);
  }
}
