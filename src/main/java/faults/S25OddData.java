package faults;

import static faults.Acts.always;
import static faults.Acts.say;
import static faults.Acts.status;
import static faults.Expectation.hit;
import static faults.Expectation.missed;

import devnet.Script.Act;
import domain.Candle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The market withholds, throttles and lies; what cannot be believed is never predicted from. */
final class S25OddData {
  private static final String[] REFUSALS = {"NO_DATA", "STALE_DATA", "BAD_DATA"};

  private S25OddData() {}

  static Scenario scenario() {
    return Scenario.of("S25", "Market data: no key, 401, 429, half, gap, frozen, future, shifted")
        .epoch("no answer, stored candles are fresh", says(status(503)), hit())
        .epoch("no key", says(say(403, "text/html", "Please supply a token")), missed(REFUSALS))
        .epoch("401", says(say(401, "application/json", "{}")), missed(REFUSALS))
        .epoch("429", says(status(429)), missed(REFUSALS))
        .epoch("half the rows", lies(S25OddData::half), missed(REFUSALS))
        .epoch("gap of five hours", lies(S25OddData::gap), missed(REFUSALS))
        .epoch("frozen for ten hours", lies(S25OddData::frozen), missed(REFUSALS))
        .epoch("candles of tomorrow", lies(it -> moved(it, Duration.ofDays(1))), missed(REFUSALS))
        .epoch("times 25 min off", lies(it -> moved(it, Duration.ofMinutes(25))), missed(REFUSALS))
        .epoch("its clock 6 h behind", S25OddData::behind, missed(REFUSALS))
        .epoch("503 at first", S25OddData::throttled, hit());
  }

  private static Consumer<Stage> says(Act act) {
    return stage -> stage.market().script(always(act));
  }

  private static Consumer<Stage> lies(UnaryOperator<List<Candle>> lie) {
    return stage -> stage.chain().distortMarket(lie);
  }

  private static void behind(Stage stage) {
    stage.chain().shiftMarket(Duration.ofHours(-6));
  }

  private static void throttled(Stage stage) {
    stage.market().script(Acts.on(Acts.path("/"), Acts.first(2, status(503))));
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
