package routes.health;

import chain.AlloraClient;
import domain.Role;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;
import routes.topic.CompetitionCalendar.CompetitionPeriod;

/**
 * How many epochs ago a topic's last accepted window opened. It is told by the clock, so that it
 * goes on counting while no node answers and no row can be closed.
 */
public final class EpochDelay {
  private static final Duration USUAL = Duration.ofHours(1);

  /** Rows in which a value is looked for. */
  private static final int RECENT = 16;

  private final JournalReader history;
  private final WorkerClients workers;
  private final Map<Long, CompetitionPeriod> competitions;
  private final InstantSource clock;
  private final Instant begin;
  private final Map<Long, Duration> epochs = new ConcurrentHashMap<>();

  public EpochDelay(
      JournalReader history,
      WorkerClients workers,
      Map<Long, CompetitionPeriod> competitions,
      InstantSource clock) {
    this.history = history;
    this.workers = workers;
    this.competitions = competitions;
    this.clock = clock;
    this.begin = clock.instant();
  }

  /**
   * Learns how long an epoch lasts; until then an hour is assumed.
   *
   * @throws domain.Failure.Retry if no node answers
   */
  void learnEpochLength(long topic) {
    AlloraClient allora = workers.forTopic(topic);
    learnEpochLength(
        topic,
        allora.networkInfo().blockTime().multipliedBy(allora.topicInfo(topic).epochLength()));
  }

  void learnEpochLength(long topic, Duration epoch) {
    epochs.put(topic, epoch);
  }

  /**
   * Full epochs since the last accepted window opened; since this process began where there is
   * none. Outside the topic's season nothing is late.
   */
  public long epochsSinceAccepted(long topic) {
    CompetitionPeriod season = competitions.getOrDefault(topic, CompetitionPeriod.ALWAYS);
    Instant now = earlier(clock.instant(), season.end());
    Instant since = later(lastAcceptedAt(topic), season.start());
    Duration epoch = epochs.getOrDefault(topic, USUAL);
    return since.isBefore(now) ? Duration.between(since, now).dividedBy(epoch) : 0;
  }

  /** Age of what the newest value was made from; it grows as long as there is no newer one. */
  Optional<Duration> dataAge(long topic) {
    return history.findLatest(EntryFilter.ofRole(topic, Role.WORKER), RECENT).stream()
        .filter(it -> it.provenance() != null)
        .findFirst()
        .map(it -> Duration.between(it.provenance().dataUntil(), clock.instant()));
  }

  private Instant lastAcceptedAt(long topic) {
    return history
        .findLatest(EntryFilter.ofRole(topic, Role.WORKER).withState(EntryState.ACCEPTED), 1)
        .stream()
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

  /** Tells of every row that was closed, by whichever step: one log line, one count, the mirror. */
  public static final class ClosedEntryListener implements Consumer<Entry> {
    private static final Logger LOG = LoggerFactory.getLogger(ClosedEntryListener.class);

    private final WorkerMetrics meters;
    private final Consumer<Entry> statusFiles;

    public ClosedEntryListener(WorkerMetrics meters, Consumer<Entry> statusFiles) {
      this.meters = meters;
      this.statusFiles = statusFiles;
    }

    @Override
    public void accept(Entry entry) {
      statusFiles.accept(entry);
      WindowKey key = entry.key();
      meters.countEpoch(key.role(), key.topic(), entry.state().label());
      meters.countOffchainEvent(key.role(), "process_finished", key.worker(), key.topic());
      if (entry.state() == EntryState.ACCEPTED) {
        LOG.info("{}: accepted at height {}", entry.window(), entry.settledHeight());
      } else {
        LOG.warn("{}: {}: {}", entry.window(), entry.state().label(), entry.reasonDetail());
      }
    }
  }
}
