package routes;

import domain.Claim;
import domain.Failure;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import journal.Journal;
import journal.State;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last good value once more, for a window in its last fifth that has no answer, where the
 * operator prefers that to abstaining. Its provenance goes on telling the old data, and says so.
 */
public final class LastResort {
  /** Beside the code version in the provenance of a value that is sent once more. */
  public static final String FLAG = " (last good value)";

  private static final Logger LOG = LoggerFactory.getLogger(LastResort.class);
  private static final Duration OLDEST = Duration.ofDays(1);

  private final Topics topics;
  private final Journal journal;
  private final InstantSource clock;

  public LastResort(Topics topics, Journal journal, InstantSource clock) {
    this.topics = topics;
    this.journal = journal;
    this.clock = clock;
  }

  /** Whether it is time, allowed and possible. */
  public boolean due(Exchange exchange) {
    TopicSpec topic = exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    return window != null
        && topics.plan(topic.id()).atWindowEnd() == AtWindowEnd.LAST_GOOD
        && closing(window)
        && journal.seen(window).state() == State.OPEN
        && value(topic).isPresent();
  }

  public Prediction answer(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return value(topic).map(LastResort::flagged).orElseThrow();
  }

  /** Leaves the flag in the window's row, beside the reason why it came to this. */
  public Claim note(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Failure failure, @Body Claim claim) {
    String sentence =
        "the last good value, from data of "
            + claim.provenance().newestCandle()
            + ", is sent once more: "
            + failure.getMessage();
    LOG.warn("{} {}", claim.window(), sentence);
    journal.note(claim.key(), failure.reason(), sentence);
    return claim;
  }

  private boolean closing(Window window) {
    Instant now = clock.instant();
    Duration fifth = Duration.between(window.openedAt(), window.closesAt()).dividedBy(5);
    return now.isAfter(window.closesAt().minus(fifth)) && now.isBefore(window.closesAt());
  }

  private Optional<Prediction> value(TopicSpec topic) {
    Instant oldest = clock.instant().minus(OLDEST);
    return topics
        .plan(topic.id())
        .guard()
        .lastGood(topic)
        .filter(it -> it.provenance().newestCandle().isAfter(oldest));
  }

  private static Prediction flagged(Prediction good) {
    Provenance p = good.provenance();
    Provenance flagged =
        new Provenance(
            p.origin(),
            p.newestCandle(),
            p.rows(),
            p.inputHash(),
            p.artifactHash(),
            p.codeVersion() + FLAG,
            p.known());
    return new Prediction(good.topic(), good.value(), flagged);
  }
}
