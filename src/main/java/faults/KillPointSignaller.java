package faults;

import base.DaemonThreads;
import devnet.Devnet;
import devnet.server.FaultPolicy;
import faults.KillOutcome.ProcessSignal;
import faults.engine.KillPoint;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongPredicate;
import java.util.random.RandomGenerator;

/** Sits in the network's node and strikes the daemon at the request that the cut names, once. */
final class KillPointSignaller implements FaultPolicy, AutoCloseable {
  private final Devnet devnet;
  private final RandomGenerator random;
  private final LongPredicate stored;
  private final ProcessSignal signal;
  private final AtomicLong asked = new AtomicLong();
  private final ScheduledExecutorService scheduler =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("kill-point"));
  private KillPoint cut;
  private long nonce;
  private Process victim;
  private volatile Instant struck = Instant.now();

  KillPointSignaller(
      Devnet devnet, RandomGenerator random, LongPredicate stored, ProcessSignal signal) {
    this.devnet = devnet;
    this.random = random;
    this.stored = stored;
    this.signal = signal;
    devnet.restNodes().get(0).setFaultPolicy(this);
  }

  synchronized void arm(KillPoint next, long window, Process process) {
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
  long windowQueryCount() {
    return asked.get();
  }

  @Override
  public synchronized RequestAction actionFor(String method, String path, long count) {
    if (KillPoint.BEFORE_CLAIM.matches(method, path)) {
      asked.incrementAndGet();
    }
    if (cut == null
        || !(cut.matches(method, path) || cut.matchesStoredInference(path))
        || devnet.height() < nonce) {
      return new RequestAction.ReplyNormally();
    }
    if (cut.needsStored && !stored.test(nonce)) {
      return new RequestAction.ReplyNormally();
    }
    Process process = victim;
    RequestAction act = cut.action;
    int delay = cut.maxDelayMillis == 0 ? 0 : random.nextInt(cut.maxDelayMillis + 1);
    scheduler.schedule(() -> sendSignal(process), delay, TimeUnit.MILLISECONDS);
    cut = null;
    return act;
  }

  /** When the weapon was last used. */
  Instant lastSignalTime() {
    return struck;
  }

  private void sendSignal(Process process) {
    struck = Instant.now();
    signal.sendTo(process);
  }

  @Override
  public void close() {
    scheduler.shutdownNow();
  }
}
