package doctor;

import base.ErrorText;
import base.ExitStatus;
import base.OutsideText;
import domain.Failure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Result of one check.
 *
 * @param name what was checked, e.g. {@code clock}
 * @param fix what the operator does about it; empty if nothing is to be done or the message says it
 * @param exitCode exit code that a command would end with, 0 unless failed
 */
public record Finding(String name, FindingStatus status, String message, String fix, int exitCode) {
  /** Result of a check; only failed ones count for the exit code. */
  public enum FindingStatus {
    OK,
    SKIPPED,
    WARN,
    FAIL
  }

  static Finding ok(String name, String sentence) {
    return new Finding(name, FindingStatus.OK, sentence, "", ExitStatus.OK);
  }

  /** A check that could not run because an earlier one failed. */
  static Finding skipped(String name, String why) {
    return new Finding(name, FindingStatus.SKIPPED, why, "", ExitStatus.OK);
  }

  static Finding warn(String name, String sentence, String fix) {
    return new Finding(name, FindingStatus.WARN, sentence, fix, ExitStatus.OK);
  }

  static Finding fail(String name, String sentence, String fix, int code) {
    return new Finding(name, FindingStatus.FAIL, sentence, fix, code);
  }

  /** A finding from an exception; the message of a failure contains its fix. */
  static Finding fromException(String name, RuntimeException e) {
    return e instanceof Failure
        ? fail(name, e.getMessage(), "", Failure.exitStatus(e))
        : fail(name, "internal fault: " + ErrorText.describe(e), "report this", ExitStatus.FAILED);
  }

  /** The last line: number of findings by status, and the exit code. */
  public static String summary(List<Finding> findings) {
    int code = Doctor.exitCode(findings);
    String counts =
        Stream.of(FindingStatus.values())
            .filter(it -> countOf(findings, it) > 0)
            .map(it -> countOf(findings, it) + " " + it.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.joining(", "));
    return code == ExitStatus.OK
        ? counts + ": a daemon would run"
        : counts + ": fix what failed first (exit code " + code + ")";
  }

  private static long countOf(List<Finding> findings, FindingStatus status) {
    return findings.stream().filter(it -> it.status() == status).count();
  }

  /** Text of one line, and a second line for the fix. */
  public String toText() {
    String told = OutsideText.cleanLines(message);
    String line = "%-7s %s: %s".formatted(status.name().toLowerCase(Locale.ROOT), name, told);
    return fix.isEmpty() ? line : line + System.lineSeparator() + "        fix: " + fix;
  }
}
