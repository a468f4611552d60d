package market;

import domain.Failure;
import domain.market.Candle;
import domain.market.DataOrigin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import market.fetch.RequestBudget.FetchDeadline;
import market.fetch.SourceQuery;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;
import market.store.CandleStore.CandleGap;

/**
 * One source's hourly history brought up to date: first the last four days, which providers still
 * revise, then whatever is missing further back, newest stretch first. What came is kept at once,
 * so that a broken cold start goes on where it stopped.
 */
public final class HistoryFetch implements SourceQuery {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration REVISED = Duration.ofHours(96);
  private static final int LATE_BARS = 2;

  private final CandleService candleService;
  private final MarketSource source;
  private final String pair;
  private final Instant until;
  private final FetchDeadline deadline;
  private DataOrigin origin;
  private CandleRequest plan;
  private boolean pending;
  private boolean started;
  private boolean stopped;

  HistoryFetch(CandleService candleService, MarketSource source, String pair, Instant until) {
    this.candleService = candleService;
    this.source = source;
    this.pair = pair;
    this.origin = candleService.requestHistory().lastOrigin(source.name());
    this.until = until;
    this.deadline = new FetchDeadline(source, candleService.budget());
    this.stopped = candleService.requestHistory().isFresh(pair, origin, isComplete());
  }

  private boolean isComplete() {
    var bars = storedBars();
    return bars.isEmpty() || bars.containsKey(until.minus(HOUR));
  }

  @Override
  public boolean planNext() {
    if (stopped || plan != null && deadline.isExpired()) {
      return false;
    }
    plan = plan == null ? firstRequest() : newestGap().map(this::requestFor).orElse(null);
    return plan != null;
  }

  private CandleRequest firstRequest() {
    var revised = until.minus(REVISED);
    var gap = newestGap().filter(g -> g.end(HOUR).equals(until)).map(CandleGap::from);
    return source.createRequest(pair, HOUR, gap.filter(revised::isAfter).orElse(revised), until);
  }

  private Optional<CandleGap> newestGap() {
    var bars = storedBars();
    var asked = candleService.requestHistory().askedHours(pair, origin);
    return CandleGap.newestMissing(
        historyStart(Math.min(candleService.limits().historyBars(), source.maxHistoryBars())),
        until,
        HOUR,
        source.maxBarsPerRequest(),
        at -> bars.containsKey(at) || asked.contains(at));
  }

  private CandleRequest requestFor(CandleGap gap) {
    return source.createRequest(pair, HOUR, gap.from(), gap.end(HOUR));
  }

  /** The same question again is a smaller one: a long reply may be what the source cannot do. */
  @Override
  public CandleRequest nextRequest() {
    deadline.acquireRequest();
    if (pending && plan.hours() > REVISED.toHours()) {
      var fewer = Math.max(REVISED.toHours(), plan.hours() / 4);
      plan =
          source.createRequest(
              pair, HOUR, plan.until().minus(HOUR.multipliedBy(fewer)), plan.until());
    }
    pending = true;
    return plan;
  }

  @Override
  public void acceptReply(SourceReply reply) throws IOException {
    origin = DataOrigin.of(source.name(), reply.simulated());
    var reading = source.parseReply(reply, pair, HOUR);
    if (reading instanceof Bars bars) {
      storeBars(bars.bars());
    } else if (reading instanceof Refusal refusal) {
      handleRefusal(refusal, reply);
    }
    pending = false;
  }

  private void storeBars(List<Candle> sent) {
    var before = storedBars().size();
    var bars = candleService.storeBars(pair, origin, plan, sent);
    candleService.requestHistory().markRefreshed(pair, origin);
    started = true;
    if (bars.isEmpty() || storedBars().size() == before) {
      markAsked(plan.from(), plan.until());
    } else {
      var newest = bars.get(bars.size() - 1).time().plus(HOUR);
      var late = newest.plus(HOUR.multipliedBy(LATE_BARS));
      markAsked(bars.get(0).time(), late.isBefore(plan.until()) ? newest : plan.until());
    }
  }

  /** These hours have been asked for: what is missing now is missing at the source. */
  private void markAsked(Instant start, Instant end) {
    var asked = candleService.requestHistory().askedHours(pair, origin);
    for (var at = start; at.isBefore(end); at = at.plus(HOUR)) {
      asked.add(at);
    }
  }

  /** A refusal in the midst of a long history ends it there; at its beginning it is a failure. */
  private void handleRefusal(Refusal refusal, SourceReply reply) throws IOException {
    try {
      deadline.handleRefusal(refusal, reply);
    } catch (Failure.Retry e) {
      stopped = true;
      if (refusal.kind() == RefusalKind.ABSENT) {
        candleService.requestHistory().markRefreshed(pair, origin);
        markAsked(plan.from(), plan.until());
      }
      if (!started) {
        throw e;
      }
    }
  }

  boolean hasTimeLeft() {
    return !deadline.isExpired();
  }

  /** The history held, whatever its age. */
  NavigableMap<Instant, Candle> storedBars() {
    var from = historyStart(candleService.limits().historyBars());
    return candleService.store().read(pair, origin).subMap(from, true, until, false);
  }

  private Instant historyStart(int hours) {
    return until.minus(HOUR.multipliedBy(hours));
  }

  String pair() {
    return pair;
  }

  DataOrigin origin() {
    return origin;
  }

  Instant until() {
    return until;
  }
}
