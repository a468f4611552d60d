package doctor;

import base.ErrorText;
import base.ExitStatus;
import domain.Failure;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One precondition as it was found.
 *
 * @param name what was looked at, e.g. {@code clock}
 * @param fix what to do about it, empty where nothing is to be done or the sentence says it
 * @param exitCode exit code a command would end with over this, 0 unless bad
 */
public record Finding(String name, FindingStatus status, String message, String fix, int exitCode) {
  /** How a precondition stands; only bad ones count for the exit code. */
  public enum FindingStatus {
    OK,
    UNSEEN,
    WARN,
    FAIL
  }

  static Finding ok(String name, String sentence) {
    return new Finding(name, FindingStatus.OK, sentence, "", ExitStatus.OK);
  }

  /** Could not be looked at, because something before it failed. */
  static Finding skipped(String name, String why) {
    return new Finding(name, FindingStatus.UNSEEN, why, "", ExitStatus.OK);
  }

  static Finding warn(String name, String sentence, String fix) {
    return new Finding(name, FindingStatus.WARN, sentence, fix, ExitStatus.OK);
  }

  static Finding fail(String name, String sentence, String fix, int code) {
    return new Finding(name, FindingStatus.FAIL, sentence, fix, code);
  }

  /** What was thrown while looking; the messages of failures say what to do themselves. */
  static Finding fromException(String name, RuntimeException e) {
    return e instanceof Failure
        ? fail(name, e.getMessage(), "", Failure.exitStatus(e))
        : fail(name, "internal fault: " + ErrorText.describe(e), "report this", ExitStatus.FAILED);
  }

  /** The last line: how many of each, and with what the command ends. */
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

  /** As people read it, one line and another for the fix. */
  public String toText() {
    String line = "%-6s %s: %s".formatted(status.name().toLowerCase(Locale.ROOT), name, message);
    return fix.isEmpty() ? line : line + System.lineSeparator() + "       fix: " + fix;
  }
}
