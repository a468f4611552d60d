package host;

import config.LossSettings;
import config.Settings;
import domain.Role;
import domain.TopicSpec;
import java.time.Duration;
import java.util.Optional;
import market.CandleService;

/**
 * Real time that one round of each route may take, as follows from what the settings let it ask,
 * and after which the watchdog takes the route for dead.
 *
 * @param cycle from the poll of a topic to its claim, and the wait for the signing lane
 * @param overrun that the longest single step may take beyond a deadline
 */
public record RoundDeadlines(
    Duration cycle, Duration signing, Duration settlement, Duration overrun, int turns) {
  /** Windows, access and the network's inference, from nodes that just about answer. */
  private static final Duration CHAIN = Duration.ofSeconds(60);

  /** Check of a new artifact and its answer, or three calls of a model server. */
  private static final Duration MODEL = Duration.ofSeconds(30);

  /** Some hundred numbers. */
  private static final Duration LOSS_SERVICE = Duration.ofMinutes(5);

  /** Account, fee and gas are asked for, and the transaction is sent. */
  private static final Duration SIGNING = Duration.ofSeconds(90);

  /** Stakes of many topics one after the other, each waited for; nothing else waits for them. */
  private static final Duration LONGEST_STANDING = Duration.ofHours(2);

  private static final Duration SETTLEMENT = Duration.ofSeconds(120);
  private static final Duration LONGEST_STEP = Duration.ofSeconds(30);

  /** Sources that are asked for minute prices. */
  private static final int MINUTE_SOURCES = 2;

  /** Topics whose rounds run side by side; more of them take turns. */
  public static final int SIDE_BY_SIDE = 32;

  public static RoundDeadlines of(Settings settings) {
    int sources =
        settings.topics().stream()
            .filter(TopicSpec::hasMarket)
            .mapToInt(it -> settings.sourcesForPair(it.pair()).size())
            .max()
            .orElse(0);
    int fetches = 2 * sources + Math.min(MINUTE_SOURCES, sources);
    Duration market = CandleService.LONGEST_FETCH.multipliedBy(fetches);
    Duration reply = settings.toRealTime(settings.duration("market.reply-within")).multipliedBy(2);
    return new RoundDeadlines(
        CHAIN.plus(MODEL).plus(market).plus(servicesOf(settings)),
        SIGNING,
        SETTLEMENT,
        reply.compareTo(LONGEST_STEP) > 0 ? reply : LONGEST_STEP,
        Math.max(1, (settings.topics().size() + SIDE_BY_SIDE - 1) / SIDE_BY_SIDE));
  }

  /** A loss service is asked once for each different number; a forecast is one more model. */
  private static Duration servicesOf(Settings settings) {
    LossSettings losses = settings.lossSettings();
    boolean served =
        settings.topicsOf(Role.REPUTER).stream().anyMatch(it -> losses.lossService(it).isPresent());
    boolean forecast =
        settings.topicsOf(Role.WORKER).stream()
            .anyMatch(it -> losses.forecastSource(it) != LossSettings.ForecastSource.NONE);
    return (served ? LOSS_SERVICE : Duration.ZERO).plus(forecast ? MODEL : Duration.ZERO);
  }

  /** Of one round; empty for a route that makes no round of its own. */
  public Optional<Duration> deadlineOf(String route) {
    return switch (route) {
      case "submission" -> Optional.of(signing);
      case "settlement" -> Optional.of(settlement);
      default ->
          route.matches("(prediction|forecaster|reputer)-\\d+")
              ? Optional.of(cycle)
              : Optional.empty();
    };
  }

  /** Longer than any round takes that keeps its deadline or is interrupted after it. */
  public Duration longestRound(String route) {
    if (route.equals("standing")) {
      return LONGEST_STANDING;
    }
    return deadlineOf(route).orElse(cycle).plus(overrun.multipliedBy(2));
  }

  /** Longest time between two rounds, each of which may have to wait for others to end. */
  public Duration longestWait(String route, Duration rest) {
    return longestRound(route).multipliedBy(turns).plus(rest);
  }
}
