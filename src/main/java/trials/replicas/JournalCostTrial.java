package trials.replicas;

import domain.Attempt;
import domain.Claim;
import domain.Provenance;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import journal.Journal;
import journal.database.JournalLocation;
import journal.entry.ReplicaInfo;
import journal.entry.SubmissionVerifier;

/** Measures the durable steps of an epoch in a file and, with a lease in each, on a server. */
public final class JournalCostTrial {
  private static final String WORKER = "allo1worker";
  private static final String CHAIN = "cost-1";
  private static final int WARM_UP = 50;
  private static final int EPOCHS = 300;
  private static final double MOST_MORE = 10;

  private JournalCostTrial() {}

  /**
   * @param binaries folder of PostgreSQL's programs; null for Debian's newest
   */
  public static Map<String, Object> run(Path folder, Path binaries) throws Exception {
    Path place = Files.createDirectories(folder.resolve("server"));
    try (PostgresProcess server = new PostgresProcess(binaries, place);
        Journal file =
            Journal.open(
                JournalLocation.file(folder.resolve("journal.db")), InstantSource.system());
        Journal replica =
            Journal.openAsReplica(
                server.location(),
                InstantSource.system(),
                SubmissionVerifier.NONE,
                () -> CHAIN,
                ReplicaInfo.ofThisProcess("cost", "1"),
                List.of(WORKER))) {
      double here = median(file);
      double there = median(replica);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("epoch_in_file_p50_ms", here);
      figures.put("epoch_on_server_p50_ms", there);
      figures.put("cost_passed", there - here <= MOST_MORE);
      return figures;
    }
  }

  private static double median(Journal journal) {
    LongStream.range(0, WARM_UP).forEach(it -> writeEpoch(journal, it));
    double[] sorted =
        LongStream.range(WARM_UP, WARM_UP + EPOCHS)
            .mapToDouble(it -> measure(journal, it))
            .sorted()
            .toArray();
    return DoubleStream.of(sorted).skip(sorted.length / 2).findFirst().orElseThrow();
  }

  /** Milliseconds for one epoch. */
  private static double measure(Journal journal, long epoch) {
    long began = System.nanoTime();
    writeEpoch(journal, epoch);
    return (System.nanoTime() - began) / 1e6;
  }

  /** Writes every step from the opening of a window to its end. */
  private static void writeEpoch(Journal journal, long epoch) {
    long nonce = epoch * 720;
    Instant opened = Instant.EPOCH.plus(Duration.ofHours(epoch));
    WindowKey key = new WindowKey(CHAIN, 67, nonce, WORKER);
    Window window = new Window(key, nonce + 600, opened, opened.plus(Duration.ofMinutes(50)));
    Provenance provenance =
        new Provenance(
            new DataOrigin.RealMarket("tiingo"), opened, 720, "input", "artifact", "1", "0.001");
    Attempt attempt =
        new Attempt(
            1, "A".repeat(800), "%064X".formatted(nonce), epoch, 200_000, BigInteger.ONE, nonce, 7);
    journal.ensureEntry(window);
    journal.recordClaim(new Claim(window, "0.0123", provenance));
    journal.recordSignedAttempt(key, attempt);
    journal.markBroadcast(key, 1, opened, "node");
    journal.applyOutcome(key, 1, new SubmissionOutcome.Accepted(nonce + 1));
  }
}
