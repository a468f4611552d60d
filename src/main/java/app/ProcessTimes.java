package app;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.Script;
import devnet.TopicOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import wallet.Wallet;

/** Starts a daemon process and ends it by SIGTERM, again and again, and takes the time of both. */
final class ProcessTimes {
  private static final String WINDOW = "/worker_submission_window_status/";
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int LONGEST_LIFE = 2_000;

  /**
   * One life of a process.
   *
   * @param start from exec to the first question whether a window is open
   * @param end from SIGTERM to its end
   * @param exit its exit code
   */
  record Life(Duration start, Duration end, int exit) {}

  private final Path folder;
  private final SplittableRandom random;

  ProcessTimes(Path folder, long seed) {
    this.folder = folder;
    this.random = new SplittableRandom(seed);
  }

  List<Life> lives(int count) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    String worker = Wallet.fromMnemonic(SimulatedSettings.WORDS.toCharArray()).address();
    DevnetOptions options =
        DevnetOptions.standard()
            .withTopics(List.of(TopicOptions.logReturn(67)))
            .withAccounts(List.of(GenesisAccount.worker(worker)));
    List<Life> lives = new ArrayList<>();
    try (Devnet devnet = Devnet.start(options);
        ChildSubject subject = new ChildSubject(folder, devnet, List.of())) {
      for (int i = 0; i < count; i++) {
        lives.add(life(devnet, subject));
      }
    }
    return lives;
  }

  private Life life(Devnet devnet, ChildSubject subject) throws IOException, InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    devnet.nodes().get(0).script((method, path, count) -> heard(path, asked));
    long exec = System.nanoTime();
    Process process = subject.start();
    try {
      asked.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      Duration start = Duration.ofNanos(System.nanoTime() - exec);
      process.waitFor(random.nextInt(LONGEST_LIFE), TimeUnit.MILLISECONDS);
      long term = System.nanoTime();
      process.destroy();
      process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
      Duration end = Duration.ofNanos(System.nanoTime() - term);
      return new Life(start, end, process.isAlive() ? -1 : process.exitValue());
    } finally {
      process.destroyForcibly().onExit().join();
    }
  }

  private static Script.Act heard(String path, CountDownLatch asked) {
    if (path.contains(WINDOW)) {
      asked.countDown();
    }
    return new Script.Act.Answer();
  }
}
