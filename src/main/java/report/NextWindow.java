package report;

import chain.AlloraClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * When the next window of a topic opens, in blocks and in time.
 *
 * @param blocksUntil from the newest block to the next window's first
 * @param opensAt computed from the measured block time
 */
public record NextWindow(long blocksUntil, Instant opensAt) {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX");

  /**
   * Computes it from the chain.
   *
   * @throws domain.Failure.Retry if no node replies
   */
  public static NextWindow forTopic(AlloraClient allora, long topic, InstantSource clock) {
    Duration until = allora.pollTiming().timeUntilNextWindow(topic);
    long block = Math.max(1, allora.networkInfo().blockTime().toMillis());
    return new NextWindow(until.toMillis() / block, clock.instant().plus(until));
  }

  public String toText() {
    return "next window in " + blocksUntil + " blocks, about " + formatLocal(opensAt);
  }

  /** A moment in the local time zone. */
  static String formatLocal(Instant moment) {
    return LOCAL.format(moment.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }
}
