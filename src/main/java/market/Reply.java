package market;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * What arrived for an {@link Ask}. A status of 200 means that a body came, nothing more.
 *
 * @param retryAfter the header as it came: seconds or an HTTP date, or null
 * @param simulated whether the simulated market answered and said so
 */
public record Reply(int status, String body, String retryAfter, boolean simulated) {
  public Reply {
    Objects.requireNonNull(body, "body");
  }

  public static Reply of(int status, byte[] body, String retryAfter, boolean simulated) {
    return new Reply(status, new String(body, StandardCharsets.UTF_8), retryAfter, simulated);
  }

  /** Moment from which the provider wants to be asked again, at most a day ahead, if it said so. */
  public Optional<Instant> retryAt(Instant now) {
    if (retryAfter == null) {
      return Optional.empty();
    }
    var latest = now.plus(Duration.ofDays(1));
    return parse(retryAfter.strip(), now).map(at -> at.isAfter(latest) ? latest : at);
  }

  private static Optional<Instant> parse(String text, Instant now) {
    try {
      return Optional.of(
          text.matches("\\d{1,9}")
              ? now.plusSeconds(Long.parseLong(text))
              : ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
