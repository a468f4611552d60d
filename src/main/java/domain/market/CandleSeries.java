package domain.market;

import base.Sha256Hex;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Closed bars of one pair, oldest first, strictly ascending, never empty. Whether they are fresh
 * and whole enough to predict from is for the quality gate to say.
 *
 * @param others bars of the same length of other pairs, which features read beside these
 */
public record CandleSeries(
    String pair, Duration step, DataOrigin origin, List<Candle> bars, List<CandleSeries> others) {
  public CandleSeries(String pair, Duration step, DataOrigin origin, List<Candle> bars) {
    this(pair, step, origin, bars, List.of());
  }

  public CandleSeries {
    Objects.requireNonNull(pair, "pair");
    Objects.requireNonNull(step, "step");
    Objects.requireNonNull(origin, "origin");
    bars = List.copyOf(bars);
    others = List.copyOf(others);
    if (bars.isEmpty()) {
      throw new IllegalArgumentException("no candles for " + pair);
    }
    Candle last = null;
    for (Candle bar : bars) {
      if (last != null && !last.isBefore(bar)) {
        throw new IllegalArgumentException("candles out of order at " + bar.time());
      }
      last = bar;
    }
  }

  /** The same with the bars of one more pair beside them. */
  public CandleSeries withOther(CandleSeries other) {
    List<CandleSeries> all = new ArrayList<>(others);
    all.add(other);
    return new CandleSeries(pair, step, origin, bars, all);
  }

  /**
   * The bars of every pair that start before that time.
   *
   * @throws IllegalArgumentException if a pair has none
   */
  public CandleSeries startingBefore(Instant time) {
    return filter(it -> it.isBefore(time));
  }

  private CandleSeries filter(Predicate<Instant> start) {
    List<Candle> kept = bars.stream().filter(it -> start.test(it.time())).toList();
    List<CandleSeries> keptOthers = others.stream().map(it -> it.filter(start)).toList();
    return new CandleSeries(pair, step, origin, kept, keptOthers);
  }

  /**
   * The bars at those times at which every pair has one.
   *
   * @throws IllegalArgumentException if there is no such time, or some of the pairs are simulated
   *     and others real
   */
  public CandleSeries aligned() {
    if (others.isEmpty()) {
      return this;
    }
    Set<Instant> times = bars.stream().map(Candle::time).collect(Collectors.toSet());
    for (CandleSeries other : others) {
      if (other.origin.getClass() != origin.getClass() || !other.step.equals(step)) {
        throw new IllegalArgumentException(
            "candles of %s (%s) and %s (%s) do not go together"
                .formatted(pair, origin, other.pair, other.origin));
      }
      times.retainAll(other.bars.stream().map(Candle::time).collect(Collectors.toSet()));
      if (times.isEmpty()) {
        throw new IllegalArgumentException(
            "%s has candles until %s and %s until %s, and none at the same time"
                .formatted(pair, asOf(), other.pair, other.asOf()));
      }
    }
    return filter(times::contains);
  }

  public Candle newest() {
    return bars.get(bars.size() - 1);
  }

  /** Moment up to which the data reach: the end of the newest bar. */
  public Instant asOf() {
    return newest().time().plus(step);
  }

  /** Closing prices, oldest first. */
  public double[] closes() {
    return bars.stream().mapToDouble(Candle::close).toArray();
  }

  /**
   * SHA-256, lower-case hex, over pair, bar times and closes, and those of other pairs: names the
   * input behind a value.
   */
  public String inputHash() {
    MessageDigest digest = Sha256Hex.digest();
    digest.update(pair.getBytes(StandardCharsets.UTF_8));
    ByteBuffer row = ByteBuffer.allocate(16);
    for (Candle bar : bars) {
      digest.update(row.clear().putLong(bar.time().getEpochSecond()).putDouble(bar.close()).flip());
    }
    others.forEach(it -> digest.update(it.inputHash().getBytes(StandardCharsets.US_ASCII)));
    return HexFormat.of().formatHex(digest.digest());
  }
}
