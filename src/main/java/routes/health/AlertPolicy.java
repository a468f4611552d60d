package routes.health;

import java.time.Duration;
import java.time.LocalTime;

/**
 * When an alert is worth a message.
 *
 * @param instanceName name that every message carries
 * @param repeatInterval time in which the same subject is not said again
 * @param lowRunwayEpochs epochs of funds below which it is low
 * @param replicas how many should share the journal
 * @param quietFrom local time from which only pages are sent, until {@code quietTo}; equal: never
 */
public record AlertPolicy(
    String instanceName,
    Duration repeatInterval,
    long lowRunwayEpochs,
    LocalTime quietFrom,
    LocalTime quietTo,
    int replicas) {

  /** How soon somebody must look: now, or at daylight. */
  public enum Severity {
    PAGE,
    WARN
  }

  boolean shouldSend(Severity tier, LocalTime now) {
    return tier == Severity.PAGE || !isQuietTime(now);
  }

  String formatMessage(Severity tier, String subject, String text) {
    return "[" + instanceName + "] " + tier + " " + subject + ": " + text;
  }

  private boolean isQuietTime(LocalTime now) {
    boolean after = !now.isBefore(quietFrom);
    boolean before = now.isBefore(quietTo);
    return quietFrom.isAfter(quietTo) ? after || before : after && before;
  }
}
