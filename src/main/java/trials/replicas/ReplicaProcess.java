package trials.replicas;

import java.io.IOException;
import java.io.UncheckedIOException;
import trials.worker.KillTestDaemon;

/** One daemon process, which may be killed or frozen. */
final class ReplicaProcess {
  private final String name;
  private final KillTestDaemon daemon;
  private Process process;
  private boolean frozen;

  ReplicaProcess(String name, KillTestDaemon daemon) {
    this.name = name;
    this.daemon = daemon;
  }

  String name() {
    return name;
  }

  synchronized void start() {
    try {
      process = daemon.start();
      frozen = false;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  synchronized boolean works() {
    return process != null && process.isAlive() && !frozen;
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
