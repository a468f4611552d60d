package trials.figures;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.server.FaultPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import trials.worker.KillTestDaemon;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/** Starts a daemon process and ends it by SIGTERM, repeatedly, and measures the time of both. */
final class ProcessStartTimes {
  private static final String WINDOW = "/worker_submission_window_status/";
  private static final Duration TIMEOUT = Duration.ofSeconds(90);
  private static final int MAX_UPTIME = 2_000;

  /**
   * One run of a process.
   *
   * @param startDuration from exec to the first query of a window
   * @param stopDuration from SIGTERM to the end of the process
   */
  record ProcessRun(Duration startDuration, Duration stopDuration, int exitCode) {}

  private final Path folder;
  private final SplittableRandom random;

  ProcessStartTimes(Path folder, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
  }

  List<ProcessRun> measure(int count) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String worker = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
    DevnetOptions options =
        DevnetOptions.standard()
            .withTopics(List.of(GenesisTopic.logReturnTopic(67)))
            .withAccounts(List.of(GenesisAccount.fundedWorker(worker)));
    List<ProcessRun> lives = new ArrayList<>();
    try (Devnet devnet = Devnet.start(options);
        KillTestDaemon subject = new KillTestDaemon(folder, devnet, List.of())) {
      for (int i = 0; i < count; i++) {
        lives.add(measureOnce(devnet, subject));
      }
    }
    return lives;
  }

  private ProcessRun measureOnce(Devnet devnet, KillTestDaemon subject)
      throws IOException, InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    devnet
        .restNodes()
        .get(0)
        .setFaultPolicy((method, path, count) -> noticeWindowQuery(path, asked));
    long exec = System.nanoTime();
    Process process = subject.start();
    try {
      boolean started = asked.await(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      Duration start = Duration.ofNanos(System.nanoTime() - exec);
      process.waitFor(random.nextInt(MAX_UPTIME), TimeUnit.MILLISECONDS);
      long term = System.nanoTime();
      process.destroy();
      process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      Duration end = Duration.ofNanos(System.nanoTime() - term);
      return new ProcessRun(start, end, started && !process.isAlive() ? process.exitValue() : -1);
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static FaultPolicy.RequestAction noticeWindowQuery(String path, CountDownLatch asked) {
    if (path.contains(WINDOW)) {
      asked.countDown();
    }
    return new FaultPolicy.RequestAction.ReplyNormally();
  }
}
