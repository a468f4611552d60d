package host;

import config.Settings;
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

  /** Account, fee and gas are asked for, and the transaction is sent. */
  private static final Duration SIGNING = Duration.ofSeconds(90);

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
        CHAIN.plus(MODEL).plus(market),
        SIGNING,
        SETTLEMENT,
        reply.compareTo(LONGEST_STEP) > 0 ? reply : LONGEST_STEP,
        Math.max(1, (settings.topics().size() + SIDE_BY_SIDE - 1) / SIDE_BY_SIDE));
  }

  /** Of one round; empty for a route that makes no round of its own. */
  public Optional<Duration> deadlineOf(String route) {
    return switch (route) {
      case "submission" -> Optional.of(signing);
      case "settlement" -> Optional.of(settlement);
      default -> route.matches("(prediction|reputer)-\\d+") ? Optional.of(cycle) : Optional.empty();
    };
  }

  /** Longer than any round takes that keeps its deadline or is interrupted after it. */
  public Duration longestRound(String route) {
    return deadlineOf(route).orElse(cycle).plus(overrun.multipliedBy(2));
  }

  /** Longest time between two rounds, each of which may have to wait for others to end. */
  public Duration longestWait(String route, Duration rest) {
    return longestRound(route).multipliedBy(turns).plus(rest);
  }
}
