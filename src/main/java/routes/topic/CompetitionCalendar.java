package routes.topic;

import domain.TopicSpec;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import journal.Journal;
import journal.entry.EntryState;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Keeps to the competition's calendar. A window belongs to the season in which it opened, by the
 * chain's clock, so the last one before the end is still answered.
 */
public class CompetitionCalendar {
  /** After this, nothing that opened before the end can be open any more. */
  private static final Duration AFTERWARDS = Duration.ofDays(1);

  private final Map<Long, CompetitionPeriod> competitions;
  private final Predicate<Window> isOpening;
  private final Journal journal;
  private final InstantSource clock;
  private final Runnable over;
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();

  /**
   * @param competitions of every topic
   * @param isOpening what decides inside a season
   * @param clock the chain's time
   * @param over called once every topic has ended and all is settled
   */
  public CompetitionCalendar(
      Map<Long, CompetitionPeriod> competitions,
      Predicate<Window> isOpening,
      Journal journal,
      InstantSource clock,
      Runnable over) {
    this.competitions = competitions;
    this.isOpening = isOpening;
    this.journal = journal;
    this.clock = clock;
    this.over = over;
  }

  /**
   * Whether the topic is to be looked at: its season has begun, and has not ended with all its
   * windows. The chain need not answer for that, since a topic may be switched off at its end.
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

  /** As {@link routes.step.WindowSelector#selectWindow}, of windows inside their season. */
  public Window selectWindow(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body List<Window> open) {
    CompetitionPeriod season = competitions.get(topic.id());
    boolean past = !clock.instant().isBefore(season.end());
    if (past && open.stream().noneMatch(it -> season.contains(it.openedAt()) && isUnclaimed(it))) {
      ended.add(topic.id());
    }
    return open.stream()
        .filter(this::beginIfDue)
        .findFirst()
        .orElse(open.isEmpty() ? null : open.get(0));
  }

  public boolean beginIfDue(@ExchangeProperty(ExchangeProperties.WINDOW) Window window) {
    return window != null
        && competitions.get(window.topic()).contains(window.openedAt())
        && isOpening.test(window);
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
