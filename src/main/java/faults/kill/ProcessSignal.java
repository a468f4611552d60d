package faults.kill;

import java.io.IOException;
import java.io.UncheckedIOException;

/** What is done to a daemon, and the exit code by which it then ends, if it is to end of it. */
public enum ProcessSignal {
  /** Without warning, as a power cut or the kernel would. */
  KILL(137),
  /** As a service manager asks; the daemon may finish what is under way. */
  TERM(143),
  /** As a person at a terminal asks. */
  INT(130),
  /** As when a terminal closes: the daemon reads its settings again and goes on. */
  HUP(ProcessSignal.NONE);

  private static final int NONE = -1;

  final int exitCode;

  ProcessSignal(int exit) {
    this.exitCode = exit;
  }

  boolean endsProcess() {
    return exitCode != NONE;
  }

  /** Whether a daemon does not hear it where its parent did not, as under nohup. */
  public boolean canBeIgnored() {
    return this == INT || this == HUP;
  }

  void sendTo(Process victim) {
    try {
      new ProcessBuilder("kill", "-" + name(), Long.toString(victim.pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException("no kill command on this machine", e);
    }
  }
}
