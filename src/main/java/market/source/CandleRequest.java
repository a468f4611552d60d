package market.source;

import domain.market.Candle;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * One question to a provider: what goes on the wire, and which bars it should bring.
 *
 * @param path starts with a slash
 * @param query already encoded; never carries a secret, since failure logs print it
 * @param headers secrets go here
 * @param from start of the oldest bar wanted
 * @param until bars starting at or after this moment are not wanted
 */
public record CandleRequest(
    String path,
    String query,
    Map<String, String> headers,
    Duration step,
    Instant from,
    Instant until) {
  public CandleRequest {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(query, "query");
    headers = Map.copyOf(headers);
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("nothing to ask between " + from + " and " + until);
    }
  }

  public long bars() {
    return Duration.between(from, until).dividedBy(step);
  }

  /** Those of the bars sent that were asked for: no open bar, and no stub at the far end. */
  public List<Candle> barsInRange(List<Candle> sent) {
    return sent.stream()
        .filter(bar -> !bar.time().isBefore(from) && bar.time().isBefore(until))
        .toList();
  }

  /** Without the header values: the token must not reach a log. */
  @Override
  public String toString() {
    return path + "?" + query;
  }

  /**
   * What arrived for an {@link CandleRequest}. A status of 200 means that a body came, nothing
   * more.
   *
   * @param retryAfter the header as it came: seconds or an HTTP date, or null
   * @param simulated whether the simulated market answered and said so
   */
  public record SourceReply(int status, String body, String retryAfter, boolean simulated) {
    public SourceReply {
      Objects.requireNonNull(body, "body");
    }

    public static SourceReply of(int status, byte[] body, String retryAfter, boolean simulated) {
      return new SourceReply(
          status, new String(body, StandardCharsets.UTF_8), retryAfter, simulated);
    }

    /**
     * Moment from which the provider wants to be asked again, at most a day ahead, if it said so.
     */
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
}
