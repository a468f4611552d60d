package routes.topic;

import domain.TopicSpec;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import journal.Journal;
import journal.entry.EntryState;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Keeps to the competition's calendar. A window belongs to the season in which it opened, by the
 * chain's clock, so the last one before the end still gets its submission.
 */
public class CompetitionCalendar {
  /** After this, nothing that opened before the end can be open any more. */
  private static final Duration AFTERWARDS = Duration.ofDays(1);

  private final Map<Long, CompetitionPeriod> competitions;
  private final Function<Window, Optional<Duration>> beginning;
  private final Journal journal;
  private final InstantSource clock;
  private final Runnable over;
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();

  /**
   * @param competitions of every topic
   * @param beginning what decides inside a season, as {@code WindowSelector.begin}
   * @param clock the chain's time
   * @param over called once every topic has ended and all is settled
   */
  public CompetitionCalendar(
      Map<Long, CompetitionPeriod> competitions,
      Function<Window, Optional<Duration>> beginning,
      Journal journal,
      InstantSource clock,
      Runnable over) {
    this.competitions = competitions;
    this.beginning = beginning;
    this.journal = journal;
    this.clock = clock;
    this.over = over;
  }

  /**
   * Whether the topic is to be looked at: its season has begun, and has not ended with all its
   * windows. That needs no request to the chain, since a topic may be switched off at its end.
   */
  public boolean updateRunning(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    CompetitionPeriod season = competitions.get(topic.id());
    Instant now = clock.instant();
    if (now.isAfter(season.end()) && now.minus(AFTERWARDS).isAfter(season.end())) {
      ended.add(topic.id());
    }
    if (ended.containsAll(competitions.keySet()) && journal.reader().findUnsettled().isEmpty()) {
      over.run();
    }
    return !now.isBefore(season.start()) && !ended.contains(topic.id());
  }

  /**
   * What to do about the open windows of a topic.
   *
   * @param window to submit to: the newest that is due, an older one once the newest is submitted;
   *     the newest where none is due, null where none is open
   * @param due whether to submit to it now
   * @param again chain time until one of them asks for another look, zero for soon; empty where
   *     none does
   */
  public record WindowChoice(Window window, boolean due, Optional<Duration> again) {}

  /**
   * Begins the row of each window that it looks at.
   *
   * @param open newest first
   */
  public WindowChoice selectWindow(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body List<Window> open) {
    CompetitionPeriod season = competitions.get(topic.id());
    boolean past = !clock.instant().isBefore(season.end());
    if (past && open.stream().noneMatch(it -> season.contains(it.openedAt()) && isUnclaimed(it))) {
      ended.add(topic.id());
    }
    Optional<Duration> again = Optional.empty();
    for (Window window : open) {
      Optional<Duration> wait =
          season.contains(window.openedAt()) ? beginning.apply(window) : Optional.empty();
      if (wait.filter(Duration::isZero).isPresent()) {
        return new WindowChoice(window, true, open.size() > 1 ? wait : Optional.empty());
      }
      again = wait.isPresent() ? wait : again;
    }
    return new WindowChoice(open.isEmpty() ? null : open.get(0), false, again);
  }

  private boolean isUnclaimed(Window window) {
    return journal.find(window.key()).filter(it -> it.state() != EntryState.OPEN).isEmpty();
  }

  /** From {@code start} until just before {@code end}. */
  public record CompetitionPeriod(Instant start, Instant end) {
    public static final CompetitionPeriod ALWAYS = new CompetitionPeriod(Instant.MIN, Instant.MAX);

    boolean contains(Instant opened) {
      return !opened.isBefore(start) && opened.isBefore(end);
    }
  }
}
