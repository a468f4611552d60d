package faults;

import static faults.Acts.say;
import static faults.Acts.status;
import static faults.Expectation.hit;
import static faults.Expectation.missed;

import devnet.Script.Act;
import domain.Candle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The market withholds, throttles and lies; what cannot be believed is never predicted from. */
final class S25OddData {
  private static final String[] REFUSALS = {"NO_DATA", "STALE_DATA", "BAD_DATA"};

  private static final BiPredicate<String, String> TIINGO = Acts.path("/tiingo/");

  private S25OddData() {}

  /** One source: the window is not answered. */
  static Scenario scenario() {
    Scenario begun =
        Scenario.of("S25", "Market data: no key, 401, 429, half, gap, frozen, future, shifted")
            .epoch("no answer, stored candles are fresh", says(status(503)), hit());
    return each(begun, missed(REFUSALS)).epoch("503 at first", S25OddData::throttled, hit());
  }

  /** Two: the window is answered from the other one. */
  static Scenario second() {
    Scenario begun =
        Scenario.of("S25-second", "As S25, with a second source that tells the truth")
            .in(world -> world.set("market.sources", "tiingo,coinbase"))
            .in(world -> world.set("market.coinbase.url", it -> it.market().toString()));
    return each(begun, hit());
  }

  private static Scenario each(Scenario begun, Expectation expected) {
    Map<String, Consumer<Stage>> ways = new LinkedHashMap<>();
    ways.put("no key", says(say(403, "text/html", "Please supply a token")));
    ways.put("401", says(say(401, "application/json", "{}")));
    ways.put("429", says(status(429)));
    ways.put("its clock 6 h behind", S25OddData::behind);
    ways.put("half the rows", lies(S25OddData::half));
    ways.put("gap of five hours", lies(S25OddData::gap));
    ways.put("frozen for ten hours", lies(S25OddData::frozen));
    ways.put("candles of tomorrow", lies(it -> moved(it, Duration.ofDays(1))));
    ways.put("times 25 min off", lies(it -> moved(it, Duration.ofMinutes(25))));
    Scenario scenario = begun;
    for (Map.Entry<String, Consumer<Stage>> way : ways.entrySet()) {
      scenario = scenario.epoch(way.getKey(), way.getValue(), expected);
    }
    return scenario;
  }

  private static Consumer<Stage> says(Act act) {
    return stage -> stage.market().script(Acts.on(TIINGO, act));
  }

  private static Consumer<Stage> lies(UnaryOperator<List<Candle>> lie) {
    return stage -> stage.chain().distortMarket(lie);
  }

  private static void behind(Stage stage) {
    stage.chain().shiftMarket(Duration.ofHours(-6));
  }

  private static void throttled(Stage stage) {
    stage.market().script(Acts.on(TIINGO, Acts.first(2, status(503))));
  }

  private static List<Candle> half(List<Candle> bars) {
    return IntStream.range(0, bars.size()).filter(it -> it % 2 == 1).mapToObj(bars::get).toList();
  }

  private static List<Candle> gap(List<Candle> bars) {
    int end = Math.max(0, bars.size() - 8);
    List<Candle> kept = new ArrayList<>(bars.subList(0, end));
    kept.addAll(bars.subList(Math.min(bars.size(), end + 5), bars.size()));
    return kept;
  }

  private static List<Candle> frozen(List<Candle> bars) {
    int from = Math.max(0, bars.size() - 10);
    List<Candle> kept = new ArrayList<>(bars.subList(0, from));
    bars.subList(from, bars.size()).forEach(it -> kept.add(at(bars.get(from), it, Duration.ZERO)));
    return kept;
  }

  private static List<Candle> moved(List<Candle> bars, Duration by) {
    return bars.stream().map(it -> at(it, it, by)).toList();
  }

  /** Prices of one bar at the time of another. */
  private static Candle at(Candle prices, Candle time, Duration by) {
    return new Candle(
        time.time().plus(by),
        prices.open(),
        prices.high(),
        prices.low(),
        prices.close(),
        prices.volume());
  }
}
