package market;

import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import market.CandleAssembler.AssembledCandles;
import market.fetch.FetchTurns;
import market.fetch.MinutePriceFetch;
import market.fetch.MinutePriceFetch.KnownReturn;
import market.fetch.PricePointFetch;
import market.fetch.RequestBudget;
import market.fetch.RequestBudget.FetchDeadline;
import market.fetch.RequestHistory;
import market.fetch.SourceFailures;
import market.quality.CandleLimits;
import market.quality.CandleQuality;
import market.quality.CandleQuality.QualityResult;
import market.source.CandleRequest;
import market.source.MarketSource;
import market.store.CandleStore;

/**
 * The market desk: knows the sources, what is held of each, what may still be asked, and what is
 * good enough to hand out. The routes do the asking.
 */
public final class CandleService {
  /** Real time that a source gets for one history or look-up, after which it is asked no more. */
  public static final Duration LONGEST_FETCH = FetchDeadline.MOST;

  private static final Duration LATE = Duration.ofMinutes(1);

  /** Clocks differ; a bar that begins later than this from now is a lie or our clock is wrong. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final Map<String, MarketSource> sources = new ConcurrentHashMap<>();
  private final CandleStore store;
  private final CandleAssembler assembler;
  private final CandleLimits limits;
  private final RequestBudget budget;
  private final InstantSource clock;
  private final RequestHistory requestHistory;
  private final SourceFailures sourceFailures = new SourceFailures();
  private final FetchTurns turns = new FetchTurns();

  /** By series, the candles that passed all rules last: the same ones only age. */
  private final Map<String, AssembledCandles> passed = new ConcurrentHashMap<>();

  public CandleService(
      List<MarketSource> sources, CandleStore store, CandleLimits limits, InstantSource clock) {
    sources.forEach(source -> this.sources.put(source.name(), source));
    this.store = store;
    this.assembler = new CandleAssembler(List.copyOf(this.sources.keySet()), store);
    this.limits = limits;
    this.budget = new RequestBudget(limits.requestsPerHour(), clock);
    this.clock = clock;
    this.requestHistory = new RequestHistory(clock);
  }

  /** The source of that name. */
  public MarketSource source(String name) {
    var source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "no market source " + name + "; known are " + new TreeSet<>(sources.keySet()));
    }
    return source;
  }

  /** Begins to bring one source's history of the topic's pair up to date. */
  public HistoryFetch startHistoryFetch(TopicSpec topic, String source) {
    Instant closed = lastClose(clock.instant(), topic.candleStep());
    return new HistoryFetch(this, source(source), topic, closed);
  }

  /** Begins to ask another source what it says of the newest bars gathered. */
  public CrossCheckFetch startCrossCheck(HistoryFetch historyFetch, String source) {
    return new CrossCheckFetch(this, historyFetch, source(source));
  }

  /** Those of the sources that can be held against the one gathered; a simulation has none. */
  public List<String> crossCheckSources(HistoryFetch historyFetch, List<String> sources) {
    return historyFetch.origin() instanceof DataOrigin.SimulatedMarket
        ? List.of()
        : sources.stream().filter(name -> !name.equals(historyFetch.origin().source())).toList();
  }

  /** Whether fewer others than a judgement takes know the newest closed bar. */
  boolean needsCrossCheck(HistoryFetch historyFetch) {
    var newest = historyFetch.until().minus(historyFetch.step());
    return assembler.countOthersHolding(historyFetch, newest) < (limits.outvoteByMedian() ? 2 : 1);
  }

  /** End of the newest bar that has closed, allowing a moment for late aggregation. */
  public static Instant lastClose(Instant now, Duration step) {
    Duration late = step.dividedBy(20).compareTo(LATE) < 0 ? step.dividedBy(20) : LATE;
    long seconds = now.minus(late).getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, step.toSeconds()));
  }

  /** What a history is known by in logs and messages: {@code btcusd}, or {@code btcusd 1m}. */
  static String seriesName(String pair, Duration step) {
    return step.equals(TopicSpec.HOUR) ? pair : pair + " " + step.toMinutes() + "m";
  }

  private static String seriesName(TopicSpec topic) {
    return seriesName(topic.pair(), topic.candleStep());
  }

  /** Begins to look up minute prices of one source since then. */
  public MinutePriceFetch startMinutePriceFetch(TopicSpec topic, Instant base, String source) {
    return new MinutePriceFetch(source(source), budget, turns, topic.pair(), base);
  }

  /** Begins to look up one source's prices at some past moments. */
  public PricePointFetch startPricePointFetch(
      TopicSpec topic, List<Instant> moments, String source) {
    return new PricePointFetch(source(source), budget, topic.pair(), moments, clock.instant());
  }

  /** By the clock that ages of data are judged by. */
  public Instant now() {
    return clock.instant();
  }

  /** Part of the price by which two sources may differ. */
  public double allowedDisagreement() {
    return limits.disagreement();
  }

  /** The known part that the sources asked agree on, or 0 with the reason. */
  public KnownReturn agreeOnKnownReturn(List<KnownReturn> parts) {
    return KnownReturn.agreedBy(parts, limits.disagreement() / 2);
  }

  /**
   * The candles gathered, up to the last closed one.
   *
   * @throws Failure.Retry with NO_DATA, STALE_DATA or BAD_DATA when they are not good enough
   */
  public CandleSeries requireCandles(HistoryFetch historyFetch) {
    store.save();
    var assembled = assembler.assemble(historyFetch);
    var candles = assembled.candles();
    var key = historyFetch.series() + " " + historyFetch.origin();
    if (assembled == passed.get(key)) {
      quality(historyFetch).requireCurrent(candles, clock.instant());
    } else {
      quality(historyFetch).requireGood(candles, clock.instant(), assembled.crossCheck());
      passed.put(key, assembled);
    }
    sourceFailures.recordServed(historyFetch.series(), historyFetch.origin().source());
    return candles;
  }

  /** Every rule's verdict on what has been gathered, for people. */
  public List<QualityResult> checkQuality(HistoryFetch historyFetch) {
    var assembled = assembler.assemble(historyFetch);
    return quality(historyFetch)
        .checkRules(assembled.candles(), clock.instant(), assembled.crossCheck());
  }

  private static CandleQuality quality(HistoryFetch historyFetch) {
    return new CandleQuality(historyFetch.limits());
  }

  /**
   * Fresh enough candles held from earlier, when no source answers.
   *
   * @throws Failure.Retry naming what each source said
   */
  public CandleSeries requireStoredCandles(TopicSpec topic, List<String> names, Exception cause) {
    for (var name : names) {
      try {
        return requireCandles(startHistoryFetch(topic, name));
      } catch (Failure.Retry e) {
        sourceFailures.recordFailureIfAbsent(seriesName(topic), name, e);
      }
    }
    throw sourceFailures.noSourceFailure(seriesName(topic), names, cause);
  }

  /** Notes why a source did not serve; one that could not be reached is left alone for a minute. */
  public void recordFailure(TopicSpec topic, String name, Exception cause) {
    sourceFailures.recordFailure(seriesName(topic), name, cause);
    if (cause instanceof IOException) {
      budget.pauseSource(name, clock.instant().plus(LATE), SourceFailures.messageOf(cause));
    }
  }

  /**
   * Puts into store what was asked for, and hands it back.
   *
   * @throws Failure.Retry when some bar has not even begun, since then no bar is known to be
   *     complete
   */
  List<Candle> storeBars(String pair, DataOrigin origin, CandleRequest ask, List<Candle> sent) {
    var now = clock.instant();
    var last = sent.get(sent.size() - 1).time();
    if (last.isAfter(now.plus(SKEW))) {
      var why =
          "%s sent a bar of %s that begins at %s, and it is %s: its clock or ours is wrong"
              .formatted(origin.source(), pair, last, now);
      budget.pauseSource(origin.source(), now.plus(LATE), why);
      throw new Failure.Retry(FailureReason.BAD_DATA, why);
    }
    var bars = ask.barsInRange(sent);
    var held = store.read(pair, ask.step(), origin).keySet();
    store.merge(pair, ask.step(), origin, withoutPartialBar(ask, bars, held));
    return bars;
  }

  /** An answer that ends early may end with half a bar, which never replaces a held one. */
  private static List<Candle> withoutPartialBar(
      CandleRequest ask, List<Candle> bars, Set<Instant> held) {
    int last = bars.size() - 1;
    boolean half =
        last >= 0
            && bars.get(last).time().plus(ask.step()).isBefore(ask.until())
            && held.contains(bars.get(last).time());
    return half ? bars.subList(0, last) : bars;
  }

  CandleStore store() {
    return store;
  }

  CandleLimits limits() {
    return limits;
  }

  RequestBudget budget() {
    return budget;
  }

  RequestHistory requestHistory() {
    return requestHistory;
  }

  FetchTurns turns() {
    return turns;
  }
}
