package market.source;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.Optional;

/**
 * What arrived for an {@link CandleRequest}. A status of 200 means that a body came, nothing more.
 *
 * @param retryAfter the header as it came: seconds or an HTTP date, or null
 * @param simulated whether the simulated market answered and said so
 */
public record SourceReply(int status, String body, String retryAfter, boolean simulated) {
  public SourceReply {
    Objects.requireNonNull(body, "body");
  }

  public static SourceReply of(int status, byte[] body, String retryAfter, boolean simulated) {
    return new SourceReply(status, new String(body, StandardCharsets.UTF_8), retryAfter, simulated);
  }

  /** Moment from which the provider wants to be asked again, at most a day ahead, if it said so. */
  public Optional<Instant> retryTime(Instant now) {
    if (retryAfter == null) {
      return Optional.empty();
    }
    var latest = now.plus(Duration.ofDays(1));
    return parseRetryAfter(retryAfter.strip(), now).map(at -> at.isAfter(latest) ? latest : at);
  }

  private static Optional<Instant> parseRetryAfter(String text, Instant now) {
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
