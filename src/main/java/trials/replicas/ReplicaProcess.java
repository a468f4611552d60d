package trials.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import journal.entry.ReplicaOverview;
import trials.worker.KillTestDaemon;

/** One daemon process, which may be killed or frozen. */
final class ReplicaProcess {
  private final String name;
  private final KillTestDaemon daemon;
  private Process process;
  private boolean frozen;
  private Instant startedAt;

  ReplicaProcess(String name, KillTestDaemon daemon) {
    this.name = name;
    this.daemon = daemon;
  }

  String name() {
    return name;
  }

  synchronized void start() {
    try {
      startedAt = Instant.now();
      process = daemon.start();
      frozen = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** 0 while there is no process. */
  synchronized long pid() {
    return process == null ? 0 : process.pid();
  }

  synchronized boolean works() {
    return process != null && process.isAlive() && !frozen;
  }

  /** Whether this process, and not the one before it, is known to the database. */
  synchronized boolean isReady(ReplicaOverview all) {
    return works()
        && all.replicas().stream()
            .anyMatch(it -> it.alive() && it.name().equals(name) && it.since().isAfter(startedAt));
  }

  /** Whether it ended by itself, which is always a fault. */
  synchronized boolean hasEnded() {
    return process != null && !process.isAlive();
  }

  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
      process = null;
      frozen = false;
    }
  }

  synchronized void freeze() throws IOException, InterruptedException {
    frozen = true;
    PostgresProcess.signal("STOP", process.pid());
  }

  synchronized void wakeUp() throws IOException, InterruptedException {
    if (frozen) {
      PostgresProcess.signal("CONT", process.pid());
      frozen = false;
    }
  }
}
