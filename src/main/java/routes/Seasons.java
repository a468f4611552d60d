package routes;

import domain.Window;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Keeps to the competition's calendar. A window belongs to the season in which it opened, by the
 * chain's clock, so the last one before the end is still answered.
 */
public final class Seasons {
  private final Map<Long, Season> seasons;
  private final Predicate<Window> openings;
  private final BooleanSupplier settled;
  private final Runnable over;
  private final Set<Long> ended = ConcurrentHashMap.newKeySet();

  /**
   * @param seasons of every topic
   * @param openings what decides inside a season
   * @param settled whether nothing is open any more
   * @param over called once every topic has ended and all is settled
   */
  public Seasons(
      Map<Long, Season> seasons,
      Predicate<Window> openings,
      BooleanSupplier settled,
      Runnable over) {
    this.seasons = seasons;
    this.openings = openings;
    this.settled = settled;
    this.over = over;
  }

  /** As {@link Openings#next}, of windows inside their season. */
  public Window next(@Body List<Window> open) {
    return open.stream().filter(this::due).findFirst().orElse(open.isEmpty() ? null : open.get(0));
  }

  public boolean due(@ExchangeProperty(PredictionRoute.WINDOW) Window window) {
    if (window == null) {
      return false;
    }
    Season season = seasons.get(window.topic());
    if (!window.openedAt().isBefore(season.end())) {
      end(window.topic());
    }
    return season.has(window.openedAt()) && openings.test(window);
  }

  private void end(long topic) {
    ended.add(topic);
    if (ended.containsAll(seasons.keySet()) && settled.getAsBoolean()) {
      over.run();
    }
  }

  /** From {@code start} until just before {@code end}. */
  public record Season(Instant start, Instant end) {
    static final Season ALWAYS = new Season(Instant.MIN, Instant.MAX);

    boolean has(Instant opened) {
      return !opened.isBefore(start) && opened.isBefore(end);
    }
  }
}
