package faults;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import faults.engine.DaemonUnderTest;
import faults.engine.DaemonUnderTest.DaemonJournalRow;
import faults.engine.SimulatedHost.SkippingClock;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Function;
import java.util.function.IntConsumer;

/**
 * Lets one daemon process submit epoch after epoch with the real epoch and window lengths. Once a
 * window is settled the clock skips to the next one; while one is open, time passes at a fixed
 * speed that leaves the daemon time for every epoch.
 */
public final class SoakExperiment implements AutoCloseable {
  /** Chain seconds per real second while a window is open, which leaves 12 s to submit. */
  public static final int SPEED = 240;

  private static final long TOPIC = 67;
  private static final long EPOCH = 720;
  private static final long OPEN = 600;
  private static final Duration BLOCK = Duration.ofSeconds(5);
  private static final Duration TIMEOUT = BLOCK.multipliedBy(OPEN).dividedBy(SPEED).plusSeconds(5);
  private static final int WARM_UP = 2;
  private static final int MAX_TRIES = 20;

  private final SkippingClock wallClock = new SkippingClock(InstantSource.system());
  private final Devnet devnet;
  private final DaemonUnderTest subject;
  private Process process;
  private long first;

  /**
   * @param worker address of the worker's account, funded at genesis
   * @param subject makes the daemon under test for a running network
   */
  public SoakExperiment(String worker, Function<Devnet, DaemonUnderTest> subject) {
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withSpeed(SPEED)
                .withTopics(
                    List.of(
                        GenesisTopic.logReturnTopic(TOPIC)
                            .withBlockLengths(EPOCH, OPEN, EPOCH * 168)))
                .withAccounts(List.of(GenesisAccount.fundedWorker(worker))));
    this.subject = subject.apply(devnet);
  }

  /** Starts the daemon and lets it submit to its first windows, which do not count. */
  public Process startAndWarmUp() throws IOException, InterruptedException {
    process = subject.start();
    wallClock.skip(
        BLOCK.multipliedBy(3).dividedBy(SPEED)); // the first window opens two blocks after genesis
    devnet.height();
    long nonce = newestNonce();
    int settled = 0;
    for (int tries = 0; settled < WARM_UP; tries++, nonce = skipToNextWindow(nonce)) {
      if (tries == MAX_TRIES) {
        throw new IllegalStateException(
            "the daemon does not survive its first " + tries + " windows");
      }
      settled += awaitRowClosed(nonce) ? 1 : 0;
    }
    first = nonce;
    return process;
  }

  /**
   * @param each receives the number of epochs after each
   */
  public SoakOutcome runEpochs(int epochs, IntConsumer each)
      throws IOException, InterruptedException {
    long nonce = first;
    for (int epoch = 1; epoch <= epochs; epoch++, nonce = skipToNextWindow(nonce)) {
      awaitRowClosed(nonce);
      each.accept(epoch);
    }
    var counted =
        devnet.submissions().nonceRecords(TOPIC).stream()
            .filter(it -> it.nonce() >= first)
            .limit(epochs);
    var records = counted.toList();
    return new SoakOutcome(
        epochs,
        (int) records.stream().filter(it -> !it.acceptedPayloads().isEmpty()).count(),
        records.stream().mapToLong(it -> it.duplicateCount()).sum());
  }

  private long newestNonce() {
    return devnet.submissions().nonceRecords(TOPIC).stream()
        .mapToLong(it -> it.nonce())
        .max()
        .orElseThrow();
  }

  /** Skips to shortly before the next window, or not at all if that time has passed. */
  private long skipToNextWindow(long nonce) {
    wallClock.skip(BLOCK.multipliedBy(nonce + EPOCH - 1 - devnet.height()).dividedBy(SPEED));
    return Math.max(nonce + EPOCH, newestNonce());
  }

  /**
   * Waits until the window's row is closed, in whatever state.
   *
   * @return false if that took too long
   */
  private boolean awaitRowClosed(long nonce) throws InterruptedException {
    Instant limit = Instant.now().plus(TIMEOUT);
    while (subject.journalRow(nonce).filter(DaemonJournalRow::closed).isEmpty()) {
      if (!process.isAlive()) {
        throw DaemonUnderTest.unexpectedEnd(process);
      }
      if (Instant.now().isAfter(limit)) {
        return false;
      }
      Thread.sleep(5);
    }
    return true;
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    devnet.close();
  }

  /**
   * Result by the network's own record.
   *
   * @param accepted epochs with an accepted inference of the worker
   * @param duplicates payloads included after one was stored
   */
  public record SoakOutcome(int epochs, int accepted, long duplicates) {}
}
