package faults;

import java.io.IOException;
import java.io.UncheckedIOException;

/** How a daemon is made to end, and the exit code by which it says so. */
public enum Weapon {
  /** Without warning, as a power cut or the kernel would. */
  KILL(137),
  /** As a service manager asks; the daemon may finish what is under way. */
  TERM(143),
  /** As a person at a terminal asks. */
  INT(130);

  final int exit;

  Weapon(int exit) {
    this.exit = exit;
  }

  void strike(Process victim) {
    try {
      new ProcessBuilder("kill", "-" + name(), Long.toString(victim.pid())).start();
    } catch (IOException e) {
      throw new UncheckedIOException("no kill command on this machine", e);
    }
  }
}
