package app;

import chain.Allora;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/**
 * When the next window of a topic opens, in blocks and by the clock.
 *
 * @param blocks from the newest block to the next window's first
 * @param at reckoned from the measured block time
 */
record Opening(long blocks, Instant at) {
  private static final DateTimeFormatter LOCAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss XXX");

  /**
   * @throws domain.Failure.Wait if no node answers
   */
  static Opening of(Allora allora, long topic, InstantSource clock) {
    Duration until = allora.lookout().untilNext(topic);
    long block = Math.max(1, allora.facts().blockTime().toMillis());
    return new Opening(until.toMillis() / block, clock.instant().plus(until));
  }

  String words() {
    return "next window in " + blocks + " blocks, about " + local(at);
  }

  /** A moment as the clock on the wall shows it. */
  static String local(Instant moment) {
    return LOCAL.format(moment.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }
}
