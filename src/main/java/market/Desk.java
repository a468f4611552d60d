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
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The market desk: knows the sources, what is held of each, what may still be asked, and what is
 * good enough to hand out. The routes do the asking.
 */
public final class Desk {
  private static final Duration LATE = Duration.ofMinutes(1);
  private static final Duration CURRENT = Duration.ofMinutes(5);

  private final Map<String, Source> sources = new ConcurrentHashMap<>();
  private final CandleStore store;
  private final Limits limits;
  private final Quality quality;
  private final Budget budget;
  private final InstantSource clock;
  private final Map<String, Instant> refreshed = new ConcurrentHashMap<>();
  private final Map<String, String> failures = new ConcurrentHashMap<>();
  private final Map<String, Origin> origins = new ConcurrentHashMap<>();

  public Desk(List<Source> sources, CandleStore store, Limits limits, InstantSource clock) {
    sources.forEach(source -> this.sources.put(source.name(), source));
    this.store = store;
    this.limits = limits;
    this.quality = new Quality(limits);
    this.budget = new Budget(limits.budget(), clock);
    this.clock = clock;
  }

  /** The source of that name. */
  public Source source(String name) {
    var source = sources.get(name);
    if (source == null) {
      throw new IllegalArgumentException(
          "no market source " + name + "; known are " + new java.util.TreeSet<>(sources.keySet()));
    }
    return source;
  }

  /** Begins to bring one source's history of the topic's pair up to date. */
  public Gathering gather(TopicSpec topic, String source) {
    return new Gathering(this, source(source), topic.pair(), closed(clock.instant()));
  }

  /** End of the newest bar that has closed, allowing a minute for late aggregation. */
  static Instant closed(Instant now) {
    return now.minus(LATE).truncatedTo(java.time.temporal.ChronoUnit.HOURS);
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
    var witnesses = witnesses(gathering);
    return quality.require(candles(gathering, witnesses), clock.instant(), witnesses::confirm);
  }

  /** Every rule's verdict on what has been gathered, for people. */
  public List<Verdict> verdicts(Gathering gathering) {
    var witnesses = witnesses(gathering);
    return quality.judge(candles(gathering, witnesses), clock.instant(), witnesses::confirm);
  }

  private Candles candles(Gathering gathering, Witnesses witnesses) {
    var source = gathering.origin().source();
    var bars = unbroken(witnesses.agreed(source, witnesses.filled(gathering.bars())));
    if (bars.isEmpty()) {
      throw new Failure.Wait(
          Reason.NO_DATA, source + " has no candles of " + gathering.pair() + " yet");
    }
    var names = String.join("+", witnesses.used());
    var name = names.isEmpty() ? source : source + "+" + names;
    var origin = Origin.of(name, gathering.origin() instanceof Origin.Simulated);
    return new Candles(gathering.pair(), Gathering.HOUR, origin, bars);
  }

  private Witnesses witnesses(Gathering gathering) {
    var others = new TreeMap<String, NavigableMap<Instant, Candle>>();
    for (var name : sources.keySet()) {
      var origin = Origin.of(name, gathering.origin() instanceof Origin.Simulated);
      if (!origin.equals(gathering.origin())) {
        others.put(name, store.read(gathering.pair(), origin));
      }
    }
    return new Witnesses(limits, others);
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
        failures.putIfAbsent(name, e.getMessage());
      }
    }
    var said = names.stream().map(failures::get).toList();
    throw new Failure.Wait(
        cause instanceof Failure f ? f.reason() : Reason.NO_DATA,
        "no usable candles of " + topic.pair() + "; sources said: " + String.join("; ", said),
        cause);
  }

  /** Notes why a source did not serve; one that could not be reached is left alone for a minute. */
  public void failed(String name, Exception cause) {
    failures.put(name, cause.getMessage() == null ? cause.toString() : cause.getMessage());
    if (cause instanceof IOException) {
      budget.rest(name, clock.instant().plus(LATE));
    }
  }

  /** The newest bars without a gap, oldest first. */
  private static List<Candle> unbroken(NavigableMap<Instant, Candle> held) {
    var bars = new ArrayList<Candle>();
    for (var bar : held.descendingMap().values()) {
      if (!bars.isEmpty() && !due(bar).equals(bars.get(bars.size() - 1).time())) {
        break;
      }
      bars.add(bar);
    }
    Collections.reverse(bars);
    return bars;
  }

  private static Instant due(Candle bar) {
    return bar.time().plus(Gathering.HOUR);
  }

  Origin origin(Source source) {
    return origins.getOrDefault(source.name(), new Origin.Market(source.name()));
  }

  boolean isFresh(String pair, Origin origin, Instant until) {
    var age = Duration.between(refreshed.getOrDefault(pair + origin, Instant.EPOCH), budget.now());
    var whole = store.read(pair, origin).containsKey(until.minus(Gathering.HOUR));
    return age.compareTo(whole ? CURRENT : LATE) < 0;
  }

  void refreshed(String pair, Origin origin) {
    origins.put(origin.source(), origin);
    refreshed.put(pair + origin, clock.instant());
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

  InstantSource clock() {
    return clock;
  }
}
