package routes;

import chain.Allora;
import domain.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import journal.Filter;
import journal.History;
import journal.State;
import routes.Seasons.Season;
import routes.allora.Workers;

/**
 * How many epochs ago a topic's last accepted window opened. It is told by the clock, so that it
 * goes on counting while no node answers and no row can be closed.
 */
public final class Lateness {
  private static final Duration USUAL = Duration.ofHours(1);

  /** Rows in which a value is looked for. */
  private static final int RECENT = 16;

  private final History history;
  private final Workers workers;
  private final Map<Long, Season> seasons;
  private final InstantSource clock;
  private final Instant begin;
  private final Map<Long, Duration> epochs = new ConcurrentHashMap<>();

  public Lateness(
      History history, Workers workers, Map<Long, Season> seasons, InstantSource clock) {
    this.history = history;
    this.workers = workers;
    this.seasons = seasons;
    this.clock = clock;
    this.begin = clock.instant();
  }

  /**
   * Learns how long an epoch lasts; until then an hour is assumed.
   *
   * @throws Failure.Wait if no node answers
   */
  void learn(long topic) {
    Allora allora = workers.of(topic);
    learn(topic, allora.facts().blockTime().multipliedBy(allora.topic(topic).epochLength()));
  }

  void learn(long topic, Duration epoch) {
    epochs.put(topic, epoch);
  }

  /**
   * Full epochs since the last accepted window opened; since this process began where there is
   * none. Outside the topic's season nothing is late.
   */
  public long epochs(long topic) {
    Season season = seasons.getOrDefault(topic, Season.ALWAYS);
    Instant now = earlier(clock.instant(), season.end());
    Instant since = later(accepted(topic), season.start());
    Duration epoch = epochs.getOrDefault(topic, USUAL);
    return since.isBefore(now) ? Duration.between(since, now).dividedBy(epoch) : 0;
  }

  /** Age of what the newest value was made from; it grows as long as there is no newer one. */
  Optional<Duration> dataAge(long topic) {
    return history.latest(new Filter(topic, null, null, null), RECENT).stream()
        .filter(it -> it.provenance() != null)
        .findFirst()
        .map(it -> Duration.between(it.provenance().newestCandle(), clock.instant()));
  }

  private Instant accepted(long topic) {
    return history.latest(new Filter(topic, State.ACCEPTED, null, null), 1).stream()
        .findFirst()
        .map(it -> it.window().openedAt())
        .orElse(begin);
  }

  private static Instant earlier(Instant a, Instant b) {
    return a.isBefore(b) ? a : b;
  }

  private static Instant later(Instant a, Instant b) {
    return a.isAfter(b) ? a : b;
  }
}
