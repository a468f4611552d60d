package app;

import base.ExitCode;
import domain.Failure;
import domain.FailureExitStatus;

/**
 * One precondition as it was found.
 *
 * @param name what was looked at, e.g. {@code clock}
 * @param mend what to do about it, empty where nothing is to be done or the sentence says it
 * @param code exit code a command would end with over this, 0 unless bad
 */
record Finding(String name, Verdict verdict, String sentence, String mend, int code) {
  /** How a precondition stands; only bad ones count for the exit code. */
  enum Verdict {
    OK,
    UNSEEN,
    WARN,
    FAIL
  }

  static Finding ok(String name, String sentence) {
    return new Finding(name, Verdict.OK, sentence, "", ExitCode.OK);
  }

  /** Could not be looked at, because something before it failed. */
  static Finding unseen(String name, String why) {
    return new Finding(name, Verdict.UNSEEN, why, "", ExitCode.OK);
  }

  static Finding warn(String name, String sentence, String mend) {
    return new Finding(name, Verdict.WARN, sentence, mend, ExitCode.OK);
  }

  static Finding fail(String name, String sentence, String mend, int code) {
    return new Finding(name, Verdict.FAIL, sentence, mend, code);
  }

  /** What was thrown while looking; the messages of failures say what to do themselves. */
  static Finding of(String name, RuntimeException e) {
    return e instanceof Failure
        ? fail(name, e.getMessage(), "", FailureExitStatus.of(e))
        : fail(name, "internal fault: " + e, "report this", ExitCode.FAILED);
  }

  /** As people read it, one line and another for the mend. */
  String line() {
    String line = "%-6s %s: %s".formatted(verdict.name().toLowerCase(), name, sentence);
    return mend.isEmpty() ? line : line + System.lineSeparator() + "       mend: " + mend;
  }
}
