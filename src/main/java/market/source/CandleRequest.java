package market.source;

import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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

  public long hours() {
    return Duration.between(from, until).toHours();
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
}
