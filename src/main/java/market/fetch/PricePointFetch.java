package market.fetch;

import domain.market.Candle;
import domain.market.DataOrigin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import market.fetch.RequestBudget.FetchDeadline;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;

/**
 * One source's prices at some past moments, as reputers read them: the close of the last minute bar
 * that begins more than a minute before the moment. A source that leaves out minutes without trades
 * is believed once it shows a later one; one that is behind says nothing. Nothing is kept.
 */
public final class PricePointFetch implements SourceQuery {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration WIDTH = Duration.ofMinutes(11);

  private final MarketSource source;
  private final FetchDeadline deadline;
  private final String pair;
  private final List<Instant> moments;
  private final Instant now;
  private final List<Double> prices = new ArrayList<>();
  private DataOrigin origin;

  public PricePointFetch(
      MarketSource source, RequestBudget budget, String pair, List<Instant> moments, Instant now) {
    this.source = source;
    this.deadline = new FetchDeadline(source, budget);
    this.pair = pair;
    this.moments = List.copyOf(moments);
    this.now = now;
  }

  /**
   * What a source says of all moments.
   *
   * @param origin null where it does not know them all
   * @param note who said what, or why not
   */
  public record PricePoints(List<Double> prices, DataOrigin origin, String note) {
    public PricePoints {
      prices = List.copyOf(prices);
    }

    public static PricePoints unknown(String why) {
      return new PricePoints(List.of(), null, why);
    }

    public boolean isKnown() {
      return origin != null;
    }
  }

  @Override
  public boolean planNext() {
    return prices.size() < moments.size();
  }

  @Override
  public CandleRequest nextRequest() {
    deadline.acquireRequest();
    Instant until = moments.get(prices.size()).minus(MINUTE);
    Instant end = now.isBefore(until.plus(WIDTH)) ? now : until.plus(WIDTH);
    return source.createRequest(pair, MINUTE, until.minus(WIDTH), end);
  }

  @Override
  public void acceptReply(SourceReply reply) throws IOException {
    var reading = source.parseReply(reply, pair, MINUTE);
    if (reading instanceof Bars read) {
      origin = DataOrigin.of(source.name(), reply.simulated());
      prices.add(lastClose(read.bars()));
    } else if (reading instanceof Refusal refusal) {
      deadline.handleRefusal(refusal, reply);
    }
  }

  private double lastClose(List<Candle> bars) {
    Instant until = moments.get(prices.size()).minus(MINUTE);
    boolean behind = bars.stream().allMatch(it -> it.time().isBefore(until.minus(MINUTE)));
    return bars.stream()
        .filter(it -> !behind)
        .filter(it -> it.time().isBefore(until) && !it.time().isBefore(until.minus(WIDTH)))
        .reduce((before, after) -> after)
        .map(Candle::close)
        .orElse(Double.NaN);
  }

  /** Known only if every moment has its price. */
  public PricePoints pricePoints() {
    boolean all = prices.size() == moments.size() && prices.stream().allMatch(Double::isFinite);
    return all
        ? new PricePoints(
            prices,
            origin,
            source.name()
                + ": "
                + prices.stream().map(String::valueOf).collect(Collectors.joining(", ")))
        : PricePoints.unknown(source.name() + " has no minute prices at " + moments);
  }
}
