package market;

import domain.Candle;
import domain.Failure;
import domain.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import market.Reading.Bars;
import market.Reading.Refusal;

/**
 * One source's hourly history brought up to date: first the last four days, which providers still
 * revise, then whatever is missing further back, newest stretch first. What came is kept at once,
 * so that a broken cold start goes on where it stopped.
 */
public final class Gathering implements Errand {
  static final Duration HOUR = Duration.ofHours(1);
  private static final Duration REVISED = Duration.ofHours(96);
  private static final int LATE_BARS = 2;

  private final Desk desk;
  private final Source source;
  private final String pair;
  private final Instant from;
  private final Instant until;
  private final Patience patience;
  private final Set<Instant> asked = new HashSet<>();
  private Origin origin;
  private Ask plan;
  private boolean stopped;

  Gathering(Desk desk, Source source, String pair, Instant until) {
    this.desk = desk;
    this.source = source;
    this.pair = pair;
    this.origin = desk.origin(source);
    this.until = until;
    this.from = until.minus(HOUR.multipliedBy(desk.limits().history()));
    this.patience = new Patience(source.name(), desk.budget());
    this.stopped = desk.isFresh(pair, origin, until);
  }

  @Override
  public boolean wantsMore() {
    if (stopped || plan != null && patience.over()) {
      return false;
    }
    var bars = bars();
    var gap =
        Gap.newest(
            from, until, HOUR, source.span(), at -> bars.containsKey(at) || asked.contains(at));
    if (plan != null) {
      plan = gap.map(g -> ask(g.from(), g.end(HOUR))).orElse(null);
      return plan != null;
    }
    var revised = until.minus(REVISED);
    var start = gap.filter(g -> g.end(HOUR).equals(until)).map(Gap::from).orElse(revised);
    plan = ask(start.isBefore(revised) ? start : revised, until);
    return true;
  }

  @Override
  public Ask next() {
    patience.spend();
    return plan;
  }

  private Ask ask(Instant start, Instant end) {
    return source.ask(pair, HOUR, start, end);
  }

  @Override
  public void take(Reply reply) throws IOException {
    origin = Origin.of(source.name(), reply.simulated());
    var reading = source.read(reply, HOUR);
    if (reading instanceof Bars bars) {
      keep(within(bars.bars()));
    } else if (reading instanceof Refusal refusal) {
      refuse(refusal, reply);
    }
  }

  private List<Candle> within(List<Candle> bars) {
    return bars.stream()
        .filter(bar -> !bar.time().isBefore(plan.from()) && bar.time().isBefore(plan.until()))
        .toList();
  }

  private void keep(List<Candle> bars) {
    var before = bars().size();
    desk.store().merge(pair, origin, bars);
    desk.refreshed(pair, origin);
    if (bars.isEmpty() || bars().size() == before) {
      answered(plan.from(), plan.until());
    } else {
      var newest = bars.get(bars.size() - 1).time().plus(HOUR);
      var late = newest.plus(HOUR.multipliedBy(LATE_BARS));
      answered(bars.get(0).time(), late.isBefore(plan.until()) ? newest : plan.until());
    }
  }

  /** These hours have been asked for: what is missing now is missing at the source. */
  private void answered(Instant start, Instant end) {
    for (var at = start; at.isBefore(end); at = at.plus(HOUR)) {
      asked.add(at);
    }
  }

  /** A refusal in the midst of a long history ends it there; at its beginning it is a failure. */
  private void refuse(Refusal refusal, Reply reply) throws IOException {
    try {
      patience.judge(refusal, reply);
    } catch (Failure.Wait e) {
      stopped = true;
      if (asked.isEmpty()) {
        throw e;
      }
    }
  }

  /** The history held, whatever its age. */
  NavigableMap<Instant, Candle> bars() {
    return desk.store().read(pair, origin).subMap(from, true, until, false);
  }

  String pair() {
    return pair;
  }

  Origin origin() {
    return origin;
  }

  Instant until() {
    return until;
  }
}
