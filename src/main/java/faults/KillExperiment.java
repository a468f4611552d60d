package faults;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder;
import faults.KillOutcome.ProcessSignal;
import faults.engine.DaemonUnderTest;
import faults.engine.DaemonUnderTest.DaemonJournalRow;
import faults.engine.KillPoint;
import faults.engine.SimulatedHost.SkippingClock;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;

/**
 * In each window, signals a real daemon process at one point of its cycle, starts it again at once
 * if the signal ended it, and compares its journal with the network's own record.
 */
public final class KillExperiment implements AutoCloseable {
  private static final long TOPIC = 67;

  /**
   * Windows are open for 150 s of real time, enough for a restart on a busy machine. The time
   * between windows is skipped.
   */
  private static final long EPOCH = 720;

  private static final long OPEN = 600;

  private static final Duration BLOCK = Duration.ofMillis(250);
  private static final Duration TIMEOUT = BLOCK.multipliedBy(OPEN).plusSeconds(30);

  private final SkippingClock wallClock = new SkippingClock(InstantSource.system());
  private final Devnet devnet;
  private final KillPointSignaller signaller;
  private final DaemonUnderTest subject;
  private final ProcessSignal signal;
  private Process process;
  private long nonce;

  /**
   * @param worker address of the worker's account, funded at genesis
   * @param subject makes the daemon under test for a running network
   * @param random draws the delay of each signal
   */
  public KillExperiment(
      String worker,
      Function<Devnet, DaemonUnderTest> subject,
      RandomGenerator random,
      ProcessSignal signal) {
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withBlockTime(BLOCK)
                .withTopics(
                    List.of(
                        GenesisTopic.logReturnTopic(TOPIC)
                            .withBlockLengths(EPOCH, OPEN, EPOCH * 168)))
                .withAccounts(List.of(GenesisAccount.fundedWorker(worker))));
    this.subject = subject.apply(devnet);
    signaller = new KillPointSignaller(devnet, random, it -> storedPayload(it).isPresent(), signal);
    this.signal = signal;
  }

  /** Starts the daemon for the first time and waits until its first window is closed. */
  public void startAndSettle() throws IOException, InterruptedException {
    startDaemon();
    nonce =
        devnet.submissions().nonceRecords(TOPIC).stream()
            .mapToLong(it -> it.nonce())
            .max()
            .orElseThrow();
    await(() -> isRowClosed() || devnet.height() > nonce + OPEN);
  }

  /**
   * Signals the daemon at the kill point in the next window, restarts it if the signal ended it,
   * and waits for the closed row.
   */
  public KillOutcome killInNextWindow(KillPoint killPoint)
      throws IOException, InterruptedException {
    nonce += EPOCH;
    signaller.arm(killPoint, nonce, process);
    wallClock.skip(BLOCK.multipliedBy(nonce - 2 - devnet.height()));
    return signal.endsProcess() ? awaitDeathAndRestart(killPoint) : awaitSurvival(killPoint);
  }

  private KillOutcome awaitDeathAndRestart(KillPoint killPoint)
      throws IOException, InterruptedException {
    process.waitFor(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
    boolean reached = !signaller.disarm();
    process.destroyForcibly().waitFor();
    boolean asExpected = process.exitValue() == signal.exitCode;
    Instant died = Instant.now();
    Duration timeToExit = Duration.between(signaller.lastSignalTime(), died);
    String found = journalState();
    startDaemon();
    boolean inTime = devnet.height() < nonce + OPEN - 8;
    await(this::isRowClosed);
    Duration took = Duration.between(died, Instant.now());
    return new KillOutcome(
        killPoint,
        reached,
        asExpected,
        timeToExit,
        found,
        inTime,
        isAccepted(),
        duplicateCount(),
        isRowContradicted(),
        took);
  }

  private KillOutcome awaitSurvival(KillPoint killPoint) throws IOException, InterruptedException {
    await(() -> isRowClosed() || !process.isAlive());
    boolean reached = !signaller.disarm();
    Duration took = Duration.between(signaller.lastSignalTime(), Instant.now());
    boolean survived = process.isAlive();
    if (!survived) {
      startDaemon();
    }
    return new KillOutcome(
        killPoint,
        reached,
        survived,
        Duration.ZERO,
        journalState(),
        true,
        isAccepted(),
        duplicateCount(),
        isRowContradicted(),
        took);
  }

  private boolean isAccepted() {
    return networkRecord(nonce).acceptedPayloads().size() == 1;
  }

  private long duplicateCount() {
    return networkRecord(nonce).duplicateCount();
  }

  private String journalState() {
    return subject.journalRow(nonce).map(DaemonJournalRow::state).orElse("none");
  }

  /** Starts the daemon and returns once it has asked for a window. */
  private void startDaemon() throws IOException, InterruptedException {
    long before = signaller.windowQueryCount();
    process = subject.start();
    await(() -> signaller.windowQueryCount() > before || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("the daemon ended with exit code " + process.exitValue());
    }
  }

  private boolean isRowClosed() {
    return subject.journalRow(nonce).filter(DaemonJournalRow::closed).isPresent();
  }

  /** Whether the row contradicts the network's own record. */
  private boolean isRowContradicted() {
    DaemonJournalRow row = subject.journalRow(nonce).orElse(null);
    SubmissionRecorder.IncludedPayload kept = storedPayload(nonce).orElse(null);
    if (row == null || kept == null) {
      return row == null || row.state().equals("accepted");
    }
    return !row.state().equals("accepted")
        || new BigDecimal(row.value()).compareTo(new BigDecimal(kept.value())) != 0
        || !kept.txHash().equalsIgnoreCase(row.txHash());
  }

  private Optional<SubmissionRecorder.IncludedPayload> storedPayload(long window) {
    return networkRecord(window).acceptedPayloads().stream().findFirst();
  }

  private SubmissionRecorder.NonceRecord networkRecord(long window) {
    return devnet.submissions().nonceRecords(TOPIC).stream()
        .filter(it -> it.nonce() == window)
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    Instant limit = Instant.now().plus(TIMEOUT);
    while (!done.getAsBoolean() && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    signaller.close();
    devnet.close();
  }
}
