package market;

import domain.market.DataOrigin;
import java.io.IOException;
import market.fetch.RequestBudget.FetchDeadline;
import market.fetch.SourceQuery;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;

/**
 * One small question to a source that does not serve now: its newest 96 bars, to hold against those
 * of the one that does. Never repeated, and left out when bars to compare with are stored or time
 * is short.
 */
public final class CrossCheckFetch implements SourceQuery {
  private final CandleService candleService;
  private final HistoryFetch served;
  private final MarketSource source;
  private final FetchDeadline deadline;
  private CandleRequest plan;

  CrossCheckFetch(CandleService candleService, HistoryFetch served, MarketSource source) {
    this.candleService = candleService;
    this.served = served;
    this.source = source;
    this.deadline = new FetchDeadline(source, candleService.budget());
  }

  @Override
  public boolean planNext() {
    if (!isWorthAsking()) {
      return false;
    }
    candleService.turns().begin(turn(), this);
    return isWorthAsking(); // another topic of the pair may have asked meanwhile
  }

  private boolean isWorthAsking() {
    return plan == null
        && served.hasTimeLeft()
        && !deadline.isExpired()
        && candleService.needsCrossCheck(served);
  }

  @Override
  public void end() {
    candleService.turns().end(turn(), this);
  }

  private String turn() {
    return source.name() + " newest candles of " + served.series();
  }

  @Override
  public CandleRequest nextRequest() {
    deadline.acquireRequest();
    plan = served.requestNewest(source);
    return plan;
  }

  /**
   * @throws domain.Failure.Retry when it has no bars or its bars fail the checks
   */
  @Override
  public void acceptReply(SourceReply reply) throws IOException {
    var reading = source.parseReply(reply, served.pair(), served.step());
    if (reading instanceof Bars bars) {
      candleService.storeBars(
          served.pair(), DataOrigin.of(source.name(), reply.simulated()), plan, bars.bars());
    } else if (reading instanceof Refusal refusal) {
      deadline.handleRefusal(refusal, reply);
    }
  }
}
