package report;

import chain.AlloraClient;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

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
   * Computes it from the chain; empty while the topic is not active, as none opens then.
   *
   * @throws domain.Failure.Retry if no node replies
   */
  static Optional<NextWindow> forTopic(AlloraClient allora, long topic, InstantSource clock) {
    long block = Math.max(1, allora.networkInfo().blockTime().toMillis());
    return allora
        .pollTiming()
        .timeUntilNextWindow(topic)
        .map(it -> new NextWindow(it.toMillis() / block, clock.instant().plus(it)));
  }

  /**
   * A few words for people.
   *
   * @throws domain.Failure.Retry if no node replies
   */
  public static String describe(AlloraClient allora, long topic, InstantSource clock) {
    return forTopic(allora, topic, clock)
        .map(
            it ->
                "next window in %d blocks, about %s"
                    .formatted(it.blocksUntil, formatLocal(it.opensAt)))
        .orElse("no new window opens before the topic is active");
  }

  /** A moment in the local time zone. */
  static String formatLocal(Instant moment) {
    return LOCAL.format(moment.truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
  }
}
