package faults;

import devnet.Devnet;
import devnet.SimulatedModelServer;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder;
import domain.Role;
import faults.KillOutcome.ProcessSignal;
import faults.engine.DaemonUnderTest;
import faults.engine.DaemonUnderTest.DaemonJournalRow;
import faults.engine.KillPoint;
import faults.engine.RoleWindow;
import faults.engine.SimulatedHost.SkippingClock;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
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
  private static final BigInteger STAKE = BigInteger.TEN.pow(18);

  private static final Duration BLOCK = Duration.ofMillis(250);
  private static final Duration TIMEOUT = BLOCK.multipliedBy(EPOCH).plusSeconds(30);

  private final Role role;
  private final SkippingClock wallClock = new SkippingClock(InstantSource.system());
  private final SimulatedModelServer model = new SimulatedModelServer();
  private final Devnet devnet;
  private final KillPointSignaller signaller;
  private final DaemonUnderTest subject;
  private final ProcessSignal signal;
  private Process process;

  /** Height at which the epoch begins in which the daemon is killed. */
  private long epoch;

  /**
   * @param worker address of the worker's account, funded at genesis
   * @param role the daemon's; others predict where it only reports losses
   * @param subject makes the daemon under test for a running network, and a server of its numbers
   * @param random draws the delay of each signal
   */
  public KillExperiment(
      String worker,
      Role role,
      BiFunction<Devnet, URI, DaemonUnderTest> subject,
      RandomGenerator random,
      ProcessSignal signal) {
    this.role = role;
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWallClock(wallClock)
                .withBlockTime(BLOCK)
                .withTopics(List.of(topic(role)))
                .withCompetitors(role == Role.REPUTER ? 3 : 0)
                .withAccounts(List.of(GenesisAccount.fundedWorker(worker).withStake(STAKE))));
    this.subject = subject.apply(devnet, model.server().uri());
    signaller =
        new KillPointSignaller(devnet, role, random, it -> windowOf(it).isStored(devnet), signal);
    this.signal = signal;
  }

  private static GenesisTopic topic(Role role) {
    GenesisTopic topic =
        GenesisTopic.logReturnTopic(TOPIC).withBlockLengths(EPOCH, OPEN, EPOCH * 168);
    return role == Role.WORKER ? topic : topic.withTruthAfterOneEpoch();
  }

  private RoleWindow windowOf(long height) {
    return RoleWindow.of(topic(role), role, height);
  }

  /** Starts the daemon for the first time and waits until its first window is closed. */
  public void startAndSettle() throws IOException, InterruptedException {
    startDaemon();
    epoch =
        devnet.submissions().nonceRecords(TOPIC).stream()
            .mapToLong(it -> it.nonce())
            .max()
            .orElseThrow();
    if (role == Role.REPUTER) {
      epoch += EPOCH;
      skipToEpoch();
    }
    await(() -> isRowClosed() || devnet.height() > windowOf(epoch).end());
  }

  private void skipToEpoch() {
    wallClock.skip(BLOCK.multipliedBy(epoch - 2 - devnet.height()));
  }

  /**
   * Signals the daemon at the kill point in the next window, restarts it if the signal ended it,
   * and waits for the closed row.
   */
  public KillOutcome killInNextWindow(KillPoint killPoint)
      throws IOException, InterruptedException {
    epoch += EPOCH;
    signaller.arm(killPoint, epoch, process);
    skipToEpoch();
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
    boolean inTime = devnet.height() < windowOf(epoch).end() - 8;
    await(this::isRowClosed);
    Duration took = Duration.between(died, Instant.now());
    return outcome(killPoint, reached, asExpected, timeToExit, found, inTime, took);
  }

  private KillOutcome awaitSurvival(KillPoint killPoint) throws IOException, InterruptedException {
    await(() -> isRowClosed() || !process.isAlive());
    boolean reached = !signaller.disarm();
    Duration took = Duration.between(signaller.lastSignalTime(), Instant.now());
    boolean survived = process.isAlive();
    if (!survived) {
      startDaemon();
    }
    String found = journalState();
    return outcome(killPoint, reached, survived, Duration.ZERO, found, true, took);
  }

  private KillOutcome outcome(
      KillPoint killPoint,
      boolean reached,
      boolean asExpected,
      Duration timeToExit,
      String found,
      boolean inTime,
      Duration took) {
    SubmissionRecorder.NonceRecord network = windowOf(epoch).networkRecord(devnet).orElseThrow();
    return new KillOutcome(
        killPoint,
        reached,
        asExpected,
        timeToExit,
        found,
        inTime,
        network.acceptedPayloads().size() == 1,
        network.duplicateCount(),
        journalRow().map(it -> KillOutcome.contradicts(it, network)).orElse(true),
        took);
  }

  private String journalState() {
    return journalRow().map(DaemonJournalRow::state).orElse("none");
  }

  /** Starts the daemon and returns once it has asked for a window. */
  private void startDaemon() throws IOException, InterruptedException {
    long before = signaller.windowQueryCount();
    process = subject.start();
    await(() -> signaller.windowQueryCount() > before || !process.isAlive());
    if (!process.isAlive()) {
      throw DaemonUnderTest.unexpectedEnd(process);
    }
  }

  private boolean isRowClosed() {
    return journalRow().filter(DaemonJournalRow::closed).isPresent();
  }

  private Optional<DaemonJournalRow> journalRow() {
    return subject.journalRow(windowOf(epoch).nonce());
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
    model.close();
    devnet.close();
  }
}
