package market.fetch;

import domain.market.Candle;
import domain.market.DataOrigin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import market.fetch.RequestBudget.FetchDeadline;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;

/**
 * One source's minute prices from an epoch's base time to now, in one question, which is asked once
 * a minute however many topics want it. Nothing else is kept.
 */
public final class MinutePriceFetch implements SourceQuery {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration OLDEST_NOW = Duration.ofMinutes(5);

  private final MarketSource source;
  private final FetchDeadline deadline;
  private final Instant base;
  private final Instant until;
  private final String pair;
  private final FetchTurns turns;
  private String failure;
  private DataOrigin origin;
  private List<Candle> bars;

  /**
   * @param since the base is the minute of this moment
   */
  public MinutePriceFetch(
      MarketSource source, RequestBudget budget, FetchTurns turns, String pair, Instant since) {
    this.source = source;
    this.turns = turns;
    this.deadline = new FetchDeadline(source, budget);
    this.pair = pair;
    this.base = since.truncatedTo(ChronoUnit.MINUTES);
    this.until = budget.now().truncatedTo(ChronoUnit.MINUTES);
  }

  @Override
  public boolean planNext() {
    if (isDone() || !base.isBefore(until)) {
      return false;
    }
    turns.begin(series(), this).ifPresent(this::takeOver);
    if (!isDone() && deadline.isExpired()) {
      fail(source.name() + " took too long");
    }
    return !isDone();
  }

  private boolean isDone() {
    return bars != null || failure != null;
  }

  /** What another topic was told in this minute, failures included, is not asked again. */
  private void takeOver(SourceQuery before) {
    if (before instanceof MinutePriceFetch same
        && same != this
        && same.base.equals(base)
        && same.until.equals(until)) {
      bars = same.bars;
      origin = same.origin;
      failure = same.failure;
    }
  }

  /** Nothing is known, for this reason. */
  public void fail(String why) {
    failure = why;
  }

  @Override
  public void end() {
    turns.end(series(), this);
  }

  private String series() {
    return source.name() + " minutes of " + pair;
  }

  @Override
  public CandleRequest nextRequest() {
    deadline.acquireRequest();
    return source.createRequest(pair, MINUTE, base, until);
  }

  @Override
  public void acceptReply(SourceReply reply) throws IOException {
    var reading = source.parseReply(reply, pair, MINUTE);
    if (reading instanceof Bars read) {
      bars = read.bars();
      origin = DataOrigin.of(source.name(), reply.simulated());
    } else if (reading instanceof Refusal refusal) {
      deadline.handleRefusal(refusal, reply);
    }
  }

  /** What the bars say; the first must begin at the base and the last be fresh. */
  public KnownReturn knownReturn() {
    if (failure != null) {
      return KnownReturn.unknown(failure);
    }
    var closed =
        bars == null
            ? List.<Candle>of()
            : bars.stream()
                .filter(bar -> !bar.time().isBefore(base) && bar.time().isBefore(until))
                .toList();
    if (closed.isEmpty() || !closed.get(0).time().equals(base)) {
      return KnownReturn.unknown(source.name() + " has no minute price at " + base);
    }
    var last = closed.get(closed.size() - 1);
    if (Duration.between(last.time(), until).compareTo(OLDEST_NOW) > 0) {
      return KnownReturn.unknown(source.name() + " has no minute price since " + last.time());
    }
    return new KnownReturn(
        Math.log(last.close() / closed.get(0).open()),
        origin,
        "%s: %s at %s, %s at %s"
            .formatted(
                source.name(), closed.get(0).open(), base, last.close(), last.time().plus(MINUTE)));
  }

  /**
   * What of the return has already happened when the prediction is made: the logarithm of the price
   * now over the price at the epoch's base time, both from one source. 0 where it cannot be known,
   * with the note.
   *
   * @param origin who served both prices, null where nothing is known
   */
  public record KnownReturn(double value, DataOrigin origin, String note) {

    private static final String UNCHECKED = ", not checked by a second source";

    /** Nothing known, and why. */
    public static KnownReturn unknown(String why) {
      return new KnownReturn(0, null, why);
    }

    /** For the record: the value, and who served it or why it is 0. */
    @Override
    public String toString() {
      String check = note.endsWith(UNCHECKED) ? UNCHECKED : "";
      return value + " (" + (isKnown() ? origin.source() + check : note) + ")";
    }

    public boolean isKnown() {
      return origin != null;
    }

    /** The same, unless one of the two is simulated and the other is not. */
    public KnownReturn ifCompatibleWith(DataOrigin candles) {
      return isKnown() && origin.getClass() != candles.getClass()
          ? unknown("minute prices of " + origin + " do not go with candles of " + candles)
          : this;
    }

    /** One answer from what the sources say; nothing when they are further apart than allowed. */
    public static KnownReturn agreedBy(List<KnownReturn> parts, double allowed) {
      var known = parts.stream().filter(KnownReturn::isKnown).toList();
      if (known.isEmpty()) {
        return unknown(parts.stream().map(KnownReturn::note).collect(Collectors.joining("; ")));
      }
      var spread = known.stream().mapToDouble(KnownReturn::value).summaryStatistics();
      if (spread.getMax() - spread.getMin() > allowed) {
        return unknown("minute prices disagree: " + known);
      }
      KnownReturn first = known.get(0);
      return known.size() == 1
          ? new KnownReturn(first.value(), first.origin(), first.note() + UNCHECKED)
          : first;
    }
  }
}
