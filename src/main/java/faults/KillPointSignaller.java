package faults;

import base.DaemonThreads;
import devnet.Devnet;
import devnet.server.FaultPolicy;
import domain.Role;
import faults.KillOutcome.ProcessSignal;
import faults.engine.KillPoint;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/**
 * Fault policy of the first REST node: signals the daemon at the request that the kill point names,
 * once per window.
 */
final class KillPointSignaller implements FaultPolicy, AutoCloseable {
  private final Devnet devnet;
  private final RandomGenerator random;
  private final Role role;
  private final LongPredicate stored;
  private final ProcessSignal signal;
  private final AtomicLong windowQueries = new AtomicLong();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("kill-point"));
  private KillPoint killPoint;
  private long nonce;
  private Process victim;
  private volatile Instant lastSignal = Instant.now();

  KillPointSignaller(
      Devnet devnet,
      Role role,
      RandomGenerator random,
      LongPredicate stored,
      ProcessSignal signal) {
    this.devnet = devnet;
    this.role = role;
    this.random = random;
    this.stored = stored;
    this.signal = signal;
    devnet.restNodes().get(0).setFaultPolicy(this);
  }

  synchronized void arm(KillPoint next, long window, Process process) {
    killPoint = next;
    nonce = window;
    victim = process;
  }

  /**
   * Disarms it.
   *
   * @return whether no signal was sent since it was armed
   */
  synchronized boolean disarm() {
    boolean armed = killPoint != null;
    killPoint = null;
    return armed;
  }

  /** How many times a daemon has asked for its open window. */
  long windowQueryCount() {
    return windowQueries.get();
  }

  @Override
  public synchronized RequestAction actionFor(String method, String path, long count) {
    if (KillPoint.BEFORE_CLAIM.matches(role, method, path)) {
      windowQueries.incrementAndGet();
    }
    if (killPoint == null
        || !(killPoint.matches(role, method, path) || killPoint.matchesStoredInference(path))
        || devnet.height() < nonce) {
      return new RequestAction.ReplyNormally();
    }
    if (killPoint.needsStored && !stored.test(nonce)) {
      return new RequestAction.ReplyNormally();
    }
    Process process = victim;
    RequestAction act = killPoint.action;
    int delay = killPoint.maxDelayMillis == 0 ? 0 : random.nextInt(killPoint.maxDelayMillis + 1);
    scheduler.schedule(() -> sendSignal(process), delay, TimeUnit.MILLISECONDS);
    killPoint = null;
    return act;
  }

  /** Time of the last signal. */
  Instant lastSignalTime() {
    return lastSignal;
  }

  private void sendSignal(Process process) {
    lastSignal = Instant.now();
    signal.sendTo(process);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
