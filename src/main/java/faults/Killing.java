package faults;

import devnet.Devnet;
import devnet.DevnetOptions;
import devnet.GenesisAccount;
import devnet.Judge;
import devnet.TopicOptions;
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
 * Ends a real daemon process, with or without warning, at one point of its cycle in each window,
 * starts it again at once, and compares its journal with the network's own record.
 */
public final class Killing implements AutoCloseable {
  private static final long TOPIC = 67;
  private static final long EPOCH = 140;
  private static final long OPEN = 120;
  private static final Duration BLOCK = Duration.ofMillis(250);
  private static final Duration PATIENCE = BLOCK.multipliedBy(OPEN).plusSeconds(30);

  private final Leaping wall = new Leaping(InstantSource.system());
  private final Devnet devnet;
  private final Trap trap;
  private final Subject subject;
  private final Weapon weapon;
  private Process process;
  private long nonce;

  /**
   * @param worker address that the network knows
   * @param subject makes the daemon under test for a running network
   */
  public Killing(
      String worker, Function<Devnet, Subject> subject, RandomGenerator random, Weapon weapon) {
    devnet =
        Devnet.start(
            DevnetOptions.standard()
                .withWall(wall)
                .withBlockTime(BLOCK)
                .withTopics(
                    List.of(TopicOptions.logReturn(TOPIC).withBlocks(EPOCH, OPEN, EPOCH * 168)))
                .withAccounts(List.of(GenesisAccount.worker(worker))));
    this.subject = subject.apply(devnet);
    trap = new Trap(devnet, random, it -> stored(it).isPresent(), weapon);
    this.weapon = weapon;
  }

  /** Starts the daemon for the first time. */
  public void begin() throws IOException, InterruptedException {
    start();
    nonce = devnet.judge().nonces(TOPIC).stream().mapToLong(it -> it.nonce()).max().orElseThrow();
    await(() -> closed() || devnet.height() > nonce + OPEN);
  }

  /** One window, one kill, one restart; a weapon that spares needs none. */
  public Outcome kill(Cut cut) throws IOException, InterruptedException {
    nonce += EPOCH;
    trap.arm(cut, nonce, process);
    wall.leap(BLOCK.multipliedBy(nonce - 2 - devnet.height()));
    return weapon.ends() ? killed(cut) : spared(cut);
  }

  private Outcome killed(Cut cut) throws IOException, InterruptedException {
    process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    boolean reached = !trap.disarm();
    process.destroyForcibly().waitFor();
    boolean orderly = process.exitValue() == weapon.exit;
    Instant died = Instant.now();
    Duration dying = Duration.between(trap.struck(), died);
    String found = state();
    start();
    boolean inTime = devnet.height() < nonce + OPEN - 8;
    await(this::closed);
    Duration took = Duration.between(died, Instant.now());
    return new Outcome(
        cut, reached, orderly, dying, found, inTime, hit(), doubles(), wrong(), took);
  }

  private Outcome spared(Cut cut) throws IOException, InterruptedException {
    await(() -> closed() || !process.isAlive());
    boolean reached = !trap.disarm();
    Duration took = Duration.between(trap.struck(), Instant.now());
    boolean lives = process.isAlive();
    if (!lives) {
      start();
    }
    return new Outcome(
        cut, reached, lives, Duration.ZERO, state(), true, hit(), doubles(), wrong(), took);
  }

  private boolean hit() {
    return truth(nonce).accepted().size() == 1;
  }

  private long doubles() {
    return truth(nonce).doubles();
  }

  private String state() {
    return subject.row(nonce).map(Row::state).orElse("none");
  }

  /** Returns when the new process has asked for a window. */
  private void start() throws IOException, InterruptedException {
    long before = trap.asked();
    process = subject.start();
    await(() -> trap.asked() > before || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException("the daemon ended with exit code " + process.exitValue());
    }
  }

  private boolean closed() {
    return subject.row(nonce).filter(Row::closed).isPresent();
  }

  /** Whether the row says anything else than the network's own record. */
  private boolean wrong() {
    Row row = subject.row(nonce).orElse(null);
    Judge.Attempt kept = stored(nonce).orElse(null);
    if (row == null || kept == null) {
      return row == null || row.state().equals("accepted");
    }
    return !row.state().equals("accepted")
        || new BigDecimal(row.value()).compareTo(new BigDecimal(kept.value())) != 0
        || !kept.hash().equalsIgnoreCase(row.hash());
  }

  private Optional<Judge.Attempt> stored(long window) {
    return truth(window).accepted().stream().findFirst();
  }

  private Judge.NonceRecord truth(long window) {
    return devnet.judge().nonces(TOPIC).stream()
        .filter(it -> it.nonce() == window)
        .findFirst()
        .orElseThrow();
  }

  private static void await(BooleanSupplier done) throws InterruptedException {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!done.getAsBoolean() && Instant.now().isBefore(limit)) {
      Thread.sleep(20);
    }
  }

  @Override
  public void close() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
    trap.close();
    devnet.close();
  }
}
