package market;

import domain.Candle;
import domain.Failure;
import domain.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import market.Reading.Bars;
import market.Reading.Kind;
import market.Reading.Refusal;

/**
 * One source's hourly history brought up to date: first the last four days, which providers still
 * revise, then whatever is missing further back, newest stretch first. What came is kept at once,
 * so that a broken cold start goes on where it stopped.
 */
public final class Gathering implements Errand {
  static final Duration HOUR = Duration.ofHours(1);
  static final Duration REVISED = Duration.ofHours(96);
  private static final int LATE_BARS = 2;

  private final Desk desk;
  private final Source source;
  private final String pair;
  private final Instant until;
  private final Patience patience;
  private Origin origin;
  private Ask plan;
  private boolean pending;
  private boolean begun;
  private boolean stopped;

  Gathering(Desk desk, Source source, String pair, Instant until) {
    this.desk = desk;
    this.source = source;
    this.pair = pair;
    this.origin = desk.memory().origin(source.name());
    this.until = until;
    this.patience = new Patience(source, desk.budget());
    this.stopped = desk.memory().isFresh(pair, origin, complete());
  }

  private boolean complete() {
    var bars = bars();
    return bars.isEmpty() || bars.containsKey(until.minus(HOUR));
  }

  @Override
  public boolean wantsMore() {
    if (stopped || plan != null && patience.over()) {
      return false;
    }
    plan = plan == null ? first() : missing().map(this::ask).orElse(null);
    return plan != null;
  }

  private Ask first() {
    var revised = until.minus(REVISED);
    var gap = missing().filter(g -> g.end(HOUR).equals(until)).map(Gap::from);
    return source.ask(pair, HOUR, gap.filter(revised::isAfter).orElse(revised), until);
  }

  private Optional<Gap> missing() {
    var bars = bars();
    var asked = desk.memory().asked(pair, origin);
    return Gap.newest(
        from(Math.min(desk.limits().history(), source.depth())),
        until,
        HOUR,
        source.span(),
        at -> bars.containsKey(at) || asked.contains(at));
  }

  private Ask ask(Gap gap) {
    return source.ask(pair, HOUR, gap.from(), gap.end(HOUR));
  }

  /** The same question again is a smaller one: a long reply may be what the source cannot do. */
  @Override
  public Ask next() {
    patience.spend();
    if (pending && plan.hours() > REVISED.toHours()) {
      var fewer = Math.max(REVISED.toHours(), plan.hours() / 4);
      plan = source.ask(pair, HOUR, plan.until().minus(HOUR.multipliedBy(fewer)), plan.until());
    }
    pending = true;
    return plan;
  }

  @Override
  public void take(Reply reply) throws IOException {
    origin = Origin.of(source.name(), reply.simulated());
    var reading = source.read(reply, pair, HOUR);
    if (reading instanceof Bars bars) {
      keep(bars.bars());
    } else if (reading instanceof Refusal refusal) {
      refuse(refusal, reply);
    }
    pending = false;
  }

  private void keep(List<Candle> sent) {
    var before = bars().size();
    var bars = desk.keep(pair, origin, plan, sent);
    desk.memory().refreshed(pair, origin);
    begun = true;
    if (bars.isEmpty() || bars().size() == before) {
      asked(plan.from(), plan.until());
    } else {
      var newest = bars.get(bars.size() - 1).time().plus(HOUR);
      var late = newest.plus(HOUR.multipliedBy(LATE_BARS));
      asked(bars.get(0).time(), late.isBefore(plan.until()) ? newest : plan.until());
    }
  }

  /** These hours have been asked for: what is missing now is missing at the source. */
  private void asked(Instant start, Instant end) {
    var asked = desk.memory().asked(pair, origin);
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
      if (refusal.kind() == Kind.ABSENT) {
        desk.memory().refreshed(pair, origin);
        asked(plan.from(), plan.until());
      }
      if (!begun) {
        throw e;
      }
    }
  }

  boolean hasTime() {
    return !patience.over();
  }

  /** The history held, whatever its age. */
  NavigableMap<Instant, Candle> bars() {
    var from = from(desk.limits().history());
    return desk.store().read(pair, origin).subMap(from, true, until, false);
  }

  private Instant from(int hours) {
    return until.minus(HOUR.multipliedBy(hours));
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
