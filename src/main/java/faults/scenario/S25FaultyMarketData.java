package faults.scenario;

import static faults.engine.NodeFaults.fixedReply;
import static faults.engine.NodeFaults.statusReply;
import static faults.engine.WindowExpectation.accepted;
import static faults.engine.WindowExpectation.missed;

import devnet.server.FaultPolicy.RequestAction;
import domain.market.Candle;
import faults.engine.EpochContext;
import faults.engine.NodeFaults;
import faults.engine.Scenario;
import faults.engine.WindowExpectation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/**
 * The market withholds, throttles and falsifies candles; no prediction uses candles that fail the
 * checks.
 */
public final class S25FaultyMarketData {
  private static final String[] REFUSALS = {"NO_DATA", "STALE_DATA", "BAD_DATA"};

  private static final BiPredicate<String, String> TIINGO = NodeFaults.pathContains("/tiingo/");

  private S25FaultyMarketData() {}

  /** With one source, the window is missed. */
  public static Scenario scenario() {
    Scenario begun =
        Scenario.of("S25", "Market data: no key, 401, 429, half, gap, frozen, future, shifted")
            .withEpoch(
                "no reply, stored candles are fresh", tiingoReplies(statusReply(503)), accepted());
    return addDataFaults(begun, missed(REFUSALS))
        .withEpoch("503 at first", S25FaultyMarketData::throttledAtFirst, accepted());
  }

  /** With two sources, the prediction uses the other one. */
  public static Scenario withSecondSource() {
    Scenario begun =
        Scenario.of("S25-second", "As S25, with a second source that is right")
            .withSetup(setup -> setup.withSetting("market.sources", "tiingo,coinbase"))
            .withSetup(
                setup -> setup.withSetting("market.coinbase.url", it -> it.marketUri().toString()));
    return addDataFaults(begun, accepted());
  }

  private static Scenario addDataFaults(Scenario begun, WindowExpectation expected) {
    Map<String, Consumer<EpochContext>> ways = new LinkedHashMap<>();
    ways.put("no key", tiingoReplies(fixedReply(403, "text/html", "Please supply a token")));
    ways.put("401", tiingoReplies(fixedReply(401, "application/json", "{}")));
    ways.put("429", tiingoReplies(statusReply(429)));
    ways.put("clock 6 h behind", S25FaultyMarketData::clockBehind);
    ways.put("half the rows", distortCandles(S25FaultyMarketData::dropEveryOtherCandle));
    ways.put("gap of five hours", distortCandles(S25FaultyMarketData::removeCandles));
    ways.put("frozen for ten hours", distortCandles(S25FaultyMarketData::repeatLastPrices));
    ways.put("candles of tomorrow", distortCandles(it -> shiftTimes(it, Duration.ofDays(1))));
    ways.put("times 25 min off", distortCandles(it -> shiftTimes(it, Duration.ofMinutes(25))));
    Scenario scenario = begun;
    for (Map.Entry<String, Consumer<EpochContext>> way : ways.entrySet()) {
      scenario = scenario.withEpoch(way.getKey(), way.getValue(), expected);
    }
    return scenario;
  }

  private static Consumer<EpochContext> tiingoReplies(RequestAction act) {
    return epoch -> epoch.marketServer().setFaultPolicy(NodeFaults.onRequest(TIINGO, act));
  }

  private static Consumer<EpochContext> distortCandles(UnaryOperator<List<Candle>> falseReply) {
    return epoch -> epoch.network().distortMarket(falseReply);
  }

  private static void clockBehind(EpochContext epoch) {
    epoch.network().shiftMarketClock(Duration.ofHours(-6));
  }

  private static void throttledAtFirst(EpochContext epoch) {
    epoch
        .marketServer()
        .setFaultPolicy(NodeFaults.onRequest(TIINGO, NodeFaults.firstTimes(2, statusReply(503))));
  }

  private static List<Candle> dropEveryOtherCandle(List<Candle> bars) {
    return IntStream.range(0, bars.size()).filter(it -> it % 2 == 1).mapToObj(bars::get).toList();
  }

  private static List<Candle> removeCandles(List<Candle> bars) {
    int end = Math.max(0, bars.size() - 8);
    List<Candle> kept = new ArrayList<>(bars.subList(0, end));
    kept.addAll(bars.subList(Math.min(bars.size(), end + 5), bars.size()));
    return kept;
  }

  private static List<Candle> repeatLastPrices(List<Candle> bars) {
    int from = Math.max(0, bars.size() - 10);
    List<Candle> kept = new ArrayList<>(bars.subList(0, from));
    bars.subList(from, bars.size())
        .forEach(it -> kept.add(withTimeOf(bars.get(from), it, Duration.ZERO)));
    return kept;
  }

  private static List<Candle> shiftTimes(List<Candle> bars, Duration by) {
    return bars.stream().map(it -> withTimeOf(it, it, by)).toList();
  }

  /** Prices of one candle at a time shifted from another's. */
  private static Candle withTimeOf(Candle prices, Candle time, Duration by) {
    return new Candle(
        time.time().plus(by),
        prices.open(),
        prices.high(),
        prices.low(),
        prices.close(),
        prices.volume());
  }
}
