package market;

import domain.Failure;
import domain.TopicSpec;
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
import market.quality.CandleLimits;
import market.source.CandleRequest;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;
import market.store.CandleStore.CandleGap;

/**
 * One source's history brought up to date: first the newest 96 bars, which providers still revise,
 * then whatever is missing further back, newest stretch first. What came is kept at once, so that a
 * broken cold start goes on where it stopped.
 */
public final class HistoryFetch implements SourceQuery {
  /** Bars that providers still revise. */
  private static final int REVISED = 96;

  private static final int LATE_BARS = 2;

  private final CandleService candleService;
  private final MarketSource source;
  private final String pair;
  private final Duration step;
  private final Instant until;
  private final FetchDeadline deadline;
  private DataOrigin origin;
  private CandleRequest plan;
  private boolean pending;
  private boolean started;
  private boolean stopped;

  /**
   * @param until end of the newest bar that has closed
   */
  HistoryFetch(CandleService candleService, MarketSource source, TopicSpec topic, Instant until) {
    this.candleService = candleService;
    this.source = source;
    this.pair = topic.pair();
    this.step = topic.candleStep();
    this.until = until;
    this.deadline = new FetchDeadline(source, candleService.budget());
    checkIfFresh();
  }

  private void checkIfFresh() {
    origin = candleService.requestHistory().lastOrigin(source.name());
    stopped = candleService.requestHistory().isFresh(series(), origin, isComplete());
  }

  private boolean isComplete() {
    var bars = storedBars();
    return bars.isEmpty() || bars.containsKey(until.minus(step));
  }

  @Override
  public boolean planNext() {
    if (!stopped && plan == null) {
      candleService.turns().begin(turn(), this);
      checkIfFresh(); // another topic of the pair may have brought it meanwhile
    }
    if (stopped || deadline.isExpired()) {
      end();
      return false;
    }
    plan = plan == null ? firstRequest() : newestGap().map(this::requestFor).orElse(null);
    if (plan == null) {
      end();
    }
    return plan != null;
  }

  @Override
  public void end() {
    candleService.turns().end(turn(), this);
  }

  private String turn() {
    return source.name() + " candles of " + series();
  }

  private CandleRequest firstRequest() {
    var revised = until.minus(step.multipliedBy(REVISED));
    var gap = newestGap().filter(g -> g.end(step).equals(until)).map(CandleGap::from);
    return source.createRequest(pair, step, gap.filter(revised::isAfter).orElse(revised), until);
  }

  private Optional<CandleGap> newestGap() {
    var bars = storedBars();
    var asked = candleService.requestHistory().askedTimes(series(), origin);
    return CandleGap.newestMissing(
        historyStart(Math.min(limits().historyBars(), source.maxHistoryBars())),
        until,
        step,
        source.maxBarsPerRequest(),
        at -> bars.containsKey(at) || asked.contains(at));
  }

  private CandleRequest requestFor(CandleGap gap) {
    return source.createRequest(pair, step, gap.from(), gap.end(step));
  }

  /** The same question again is a smaller one: a long reply may be what the source cannot do. */
  @Override
  public CandleRequest nextRequest() {
    deadline.acquireRequest();
    if (pending && plan.bars() > REVISED) {
      var fewer = Math.max(REVISED, plan.bars() / 4);
      plan =
          source.createRequest(
              pair, step, plan.until().minus(step.multipliedBy(fewer)), plan.until());
    }
    pending = true;
    return plan;
  }

  @Override
  public void acceptReply(SourceReply reply) throws IOException {
    origin = DataOrigin.of(source.name(), reply.simulated());
    var reading = source.parseReply(reply, pair, step);
    if (reading instanceof Bars bars) {
      storeBars(bars.bars());
    } else if (reading instanceof Refusal refusal) {
      handleRefusal(refusal, reply);
    }
    pending = false;
  }

  private void storeBars(List<Candle> sent) {
    var held = storedBars();
    var bars = candleService.storeBars(pair, origin, plan, sent);
    candleService.requestHistory().markRefreshed(series(), origin);
    started = true;
    if (bars.stream().allMatch(it -> held.containsKey(it.time()))) {
      markAsked(plan.from(), plan.until());
    } else {
      var newest = bars.get(bars.size() - 1).time().plus(step);
      var late = newest.plus(step.multipliedBy(LATE_BARS));
      markAsked(bars.get(0).time(), late.isBefore(plan.until()) ? newest : plan.until());
    }
  }

  /** These bars have been asked for: what is missing now is missing at the source. */
  private void markAsked(Instant start, Instant end) {
    var bars = storedBars();
    var asked = candleService.requestHistory().askedTimes(series(), origin);
    for (var at = start; at.isBefore(end); at = at.plus(step)) {
      if (!bars.containsKey(at)) {
        asked.add(at);
      }
    }
  }

  /** A refusal in the midst of a long history ends it there; at its beginning it is a failure. */
  private void handleRefusal(Refusal refusal, SourceReply reply) throws IOException {
    try {
      deadline.handleRefusal(refusal, reply);
    } catch (Failure.Retry e) {
      stopped = true;
      if (refusal.kind() == RefusalKind.ABSENT) {
        candleService.requestHistory().markRefreshed(series(), origin);
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
    return inRange(candleService.store().read(pair, step, origin));
  }

  NavigableMap<Instant, Candle> inRange(NavigableMap<Instant, Candle> held) {
    return held.subMap(historyStart(limits().historyBars()), true, until, false);
  }

  private Instant historyStart(int bars) {
    return until.minus(step.multipliedBy(bars));
  }

  /** The newest part, which providers still revise. */
  CandleRequest requestNewest(MarketSource other) {
    return other.createRequest(pair, step, until.minus(step.multipliedBy(REVISED)), until);
  }

  CandleLimits limits() {
    return candleService.limits().atStep(step);
  }

  String pair() {
    return pair;
  }

  Duration step() {
    return step;
  }

  /** Name of what is fetched: the same pair has another history at another step. */
  String series() {
    return CandleService.seriesName(pair, step);
  }

  DataOrigin origin() {
    return origin;
  }

  Instant until() {
    return until;
  }
}
