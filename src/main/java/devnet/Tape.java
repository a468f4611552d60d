package devnet;

import domain.Candle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a provider would show of the bars at a moment: nothing of the future, the open bar partly.
 */
final class Tape {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration RECENT = Duration.ofDays(2);
  private static final int LIMIT = 20_000;

  private final CandleSource source;
  private final String ticker;
  private final Instant now;

  Tape(CandleSource source, String ticker, Instant now) {
    this.source = source;
    this.ticker = ticker;
    this.now = now;
  }

  /**
   * Bars that start from {@code from} to {@code to}, both inclusive.
   *
   * @param cutAtEnd whether {@code to} was asked for: a recent bar there is a stub of its first
   *     minute, as the real provider's is
   */
  List<Candle> bars(Instant from, Instant to, Duration step, boolean cutAtEnd) {
    List<Candle> bars = new ArrayList<>();
    Instant start = align(from.isBefore(source.first()) ? source.first() : from, step);
    for (Instant at = start; !at.isAfter(to) && there(at); at = at.plus(step)) {
      boolean stub = cutAtEnd && at.equals(to) && to.plus(RECENT).isAfter(now);
      Instant until = stub ? at.plusSeconds(60) : at.plus(step);
      bar(at, until.isAfter(now) ? now : until).ifPresent(bars::add);
      if (bars.size() > LIMIT) {
        break;
      }
    }
    return bars;
  }

  private boolean there(Instant at) {
    return at.isBefore(now) && at.minus(HOUR).isBefore(source.last());
  }

  private static Instant align(Instant at, Duration step) {
    long seconds = step.toSeconds();
    return Instant.ofEpochSecond(-Math.floorDiv(-at.getEpochSecond(), seconds) * seconds);
  }

  /** One bar over whole minutes, or nothing where no minute is complete. */
  private Optional<Candle> bar(Instant start, Instant end) {
    List<Candle> parts = new ArrayList<>();
    Instant at = start;
    while (at.isBefore(end)) {
      Instant hour = align(at.minusSeconds(3599), HOUR);
      Instant next = hour.plus(HOUR);
      if (at.equals(hour) && !next.isAfter(end)) {
        parts.add(source.hour(ticker, hour));
      } else {
        parts.addAll(minutes(hour, at, end));
      }
      at = next;
    }
    return parts.isEmpty() ? Optional.empty() : Optional.of(Minutes.join(parts));
  }

  private List<Candle> minutes(Instant hour, Instant from, Instant end) {
    return Minutes.of(source.hour(ticker, hour)).stream()
        .filter(it -> !it.time().isBefore(from) && !it.time().plusSeconds(60).isAfter(end))
        .toList();
  }
}
