package market;

import domain.Candle;
import domain.Candles;
import domain.Failure;
import domain.Origin;
import domain.Reason;
import domain.TopicSpec;
import domain.Window;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The market desk: knows the sources, what is held of each, what may still be asked, and what is
 * good enough to hand out. The routes do the asking.
 */
public final class Desk {
  private static final Duration LATE = Duration.ofMinutes(1);

  /** Clocks differ; a bar that begins later than this from now is a lie or our clock is wrong. */
  private static final Duration SKEW = Duration.ofMinutes(15);

  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private final CandleStore store;
  private final Shelf shelf;
  private final Limits limits;
  private final Quality quality;
  private final Budget budget;
  private final InstantSource clock;
  private final Memory memory;
  private final Turns turns = new Turns();

  public Desk(List<Source> sources, CandleStore store, Limits limits, InstantSource clock) {
    sources.forEach(source -> this.sources.put(source.name(), source));
    this.store = store;
    this.shelf = new Shelf(List.copyOf(this.sources.keySet()), store, limits);
    this.limits = limits;
    this.quality = new Quality(limits);
    this.budget = new Budget(limits.budget(), clock);
    this.clock = clock;
    this.memory = new Memory(clock);
  }

  /** The source of that name. */
  public Source source(String name) {
    var source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "no market source " + name + "; known are " + new TreeSet<>(sources.keySet()));
    }
    return source;
  }

  /** Begins to bring one source's history of the topic's pair up to date. */
  public Gathering gather(TopicSpec topic, String source) {
    return new Gathering(this, source(source), topic.pair(), closed(clock.instant()));
  }

  /** Begins to ask another source what it says of the newest bars gathered. */
  public Glance glance(Gathering gathering, String source) {
    return new Glance(this, gathering, source(source));
  }

  /** Those of the sources that can be held against the one gathered; a simulation has none. */
  public List<String> others(Gathering gathering, List<String> sources) {
    return gathering.origin() instanceof Origin.Simulated
        ? List.of()
        : sources.stream().filter(name -> !name.equals(gathering.origin().source())).toList();
  }

  /** Whether fewer others than a judgement takes know the newest closed hour. */
  boolean lacksWitnesses(Gathering gathering) {
    var newest = gathering.until().minus(Gathering.HOUR);
    return shelf.witnesses(gathering).knowing(newest) < (limits.median() ? 2 : 1);
  }

  /** End of the newest bar that has closed, allowing a minute for late aggregation. */
  static Instant closed(Instant now) {
    return now.minus(LATE).truncatedTo(ChronoUnit.HOURS);
  }

  /** Begins to look up minute prices of one source since the window opened. */
  public Minutes minutes(TopicSpec topic, Window window, String source) {
    return new Minutes(source(source), budget, topic.pair(), window.openedAt());
  }

  /** The known part that the sources asked agree on, or 0 with the reason. */
  public KnownPart known(List<KnownPart> parts) {
    return KnownPart.agreed(parts, limits.disagreement() / 2);
  }

  /**
   * The candles gathered, up to the last closed hour.
   *
   * @throws Failure.Wait with NO_DATA, STALE_DATA or BAD_DATA when they are not good enough
   */
  public Candles candles(Gathering gathering) {
    store.save();
    var witnesses = shelf.witnesses(gathering);
    var good = quality.require(shelf.candles(gathering, witnesses), clock.instant(), witnesses);
    turns.served(gathering.pair(), gathering.origin().source());
    return good;
  }

  /** Every rule's verdict on what has been gathered, for people. */
  public List<Verdict> verdicts(Gathering gathering) {
    var witnesses = shelf.witnesses(gathering);
    return quality.judge(shelf.candles(gathering, witnesses), clock.instant(), witnesses);
  }

  /**
   * Fresh enough candles held from earlier, when no source answers.
   *
   * @throws Failure.Wait naming what each source said
   */
  public Candles held(TopicSpec topic, List<String> names, Exception cause) {
    for (var name : names) {
      try {
        return candles(gather(topic, name));
      } catch (Failure.Wait e) {
        turns.also(topic.pair(), name, e);
      }
    }
    throw turns.none(topic.pair(), names, cause);
  }

  /** Notes why a source did not serve; one that could not be reached is left alone for a minute. */
  public void failed(TopicSpec topic, String name, Exception cause) {
    turns.failed(topic.pair(), name, cause);
    if (cause instanceof IOException) {
      budget.rest(name, clock.instant().plus(LATE), Turns.words(cause));
    }
  }

  /**
   * Puts into store what was asked for, and hands it back.
   *
   * @throws Failure.Wait when some bar has not even begun, since then no bar can be trusted
   */
  List<Candle> keep(String pair, Origin origin, Ask ask, List<Candle> sent) {
    var now = clock.instant();
    var last = sent.get(sent.size() - 1).time();
    if (last.isAfter(now.plus(SKEW))) {
      var why =
          "%s sent a bar of %s that begins at %s, and it is %s: its clock or ours is wrong"
              .formatted(origin.source(), pair, last, now);
      budget.rest(origin.source(), now.plus(LATE), why);
      throw new Failure.Wait(Reason.BAD_DATA, why);
    }
    var bars = ask.wanted(sent);
    store.merge(pair, origin, sure(ask, bars, store.read(pair, origin).keySet()));
    return bars;
  }

  /** An answer that ends early may end with half a bar, which never replaces a held one. */
  private static List<Candle> sure(Ask ask, List<Candle> bars, Set<Instant> held) {
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

  Limits limits() {
    return limits;
  }

  Budget budget() {
    return budget;
  }

  Memory memory() {
    return memory;
  }
}
