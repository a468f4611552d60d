package routes;

import java.time.Duration;
import java.time.LocalTime;

/**
 * When an alert is worth a message.
 *
 * @param instance name that every message carries
 * @param rest time in which the same subject is not said again
 * @param runway epochs of funds below which it is low
 * @param quietFrom local time from which only pages are sent, until {@code quietTo}; equal: never
 */
public record AlertPolicy(
    String instance, Duration rest, long runway, LocalTime quietFrom, LocalTime quietTo) {

  /** How soon somebody must look: now, or at daylight. */
  public enum Tier {
    PAGE,
    WARN
  }

  boolean audible(Tier tier, LocalTime now) {
    return tier == Tier.PAGE || !quiet(now);
  }

  String line(Tier tier, String subject, String words) {
    return "[" + instance + "] " + tier + " " + subject + ": " + words;
  }

  /** What is said when the daemon ends and an operator must act. */
  public String stopped(String why) {
    return line(Tier.PAGE, "stopped", why);
  }

  private boolean quiet(LocalTime now) {
    boolean after = !now.isBefore(quietFrom);
    boolean before = now.isBefore(quietTo);
    return quietFrom.isAfter(quietTo) ? after || before : after && before;
  }
}
