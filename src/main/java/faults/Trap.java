package faults;

import devnet.Devnet;
import devnet.Script;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/** Sits in the network's node and strikes the daemon at the request that the cut names, once. */
final class Trap implements Script, AutoCloseable {
  private final Devnet devnet;
  private final RandomGenerator random;
  private final LongPredicate stored;
  private final Weapon weapon;
  private final AtomicLong asked = new AtomicLong();
  private final ScheduledExecutorService hand =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "trap");
            thread.setDaemon(true);
            return thread;
          });
  private Cut cut;
  private long nonce;
  private Process victim;
  private volatile Instant struck = Instant.now();

  Trap(Devnet devnet, RandomGenerator random, LongPredicate stored, Weapon weapon) {
    this.devnet = devnet;
    this.random = random;
    this.stored = stored;
    this.weapon = weapon;
    devnet.nodes().get(0).script(this);
  }

  synchronized void arm(Cut next, long window, Process process) {
    cut = next;
    nonce = window;
    victim = process;
  }

  /** True if it had not sprung. */
  synchronized boolean disarm() {
    boolean armed = cut != null;
    cut = null;
    return armed;
  }

  /** Times a daemon has asked for an open window. */
  long asked() {
    return asked.get();
  }

  @Override
  public synchronized Act on(String method, String path, long count) {
    if (Cut.BEFORE_CLAIM.meets(method, path)) {
      asked.incrementAndGet();
    }
    if (cut == null || !cut.meets(method, path) || devnet.height() < nonce) {
      return new Act.Answer();
    }
    if (cut.stored && !stored.test(nonce)) {
      return new Act.Answer();
    }
    Process process = victim;
    Act act = cut.act;
    int delay = cut.jitter == 0 ? 0 : random.nextInt(cut.jitter + 1);
    hand.schedule(() -> strike(process), delay, TimeUnit.MILLISECONDS);
    cut = null;
    return act;
  }

  /** When the weapon was last used. */
  Instant struck() {
    return struck;
  }

  private void strike(Process process) {
    struck = Instant.now();
    weapon.strike(process);
  }

  @Override
  public void close() {
    hand.shutdownNow();
  }
}
