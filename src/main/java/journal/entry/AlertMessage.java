package journal.entry;

import java.time.Instant;
import java.util.Objects;

/**
 * A message to the operator, kept until it is delivered.
 *
 * @param subject what it is about; the same one is not repeated too often
 * @param text as it is sent
 */
public record AlertMessage(String subject, Instant at, String text) {
  public AlertMessage {
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(text, "text");
  }
}
