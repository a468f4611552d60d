package routes.step;

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
import journal.entry.EntryState;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.TopicRegistry;
import routes.topic.TopicPlan.WindowEndPolicy;

/**
 * The last good value once more, for a window in its last fifth without a submission, where the
 * operator prefers that to abstaining. Its provenance goes on telling the old data, and says so.
 */
public class LastGoodValueFallback {
  /** Beside the code version in the provenance of a value that is sent once more. */
  public static final String FLAG = " (last good value)";

  private static final Logger LOG = LoggerFactory.getLogger(LastGoodValueFallback.class);
  private static final Duration OLDEST = Duration.ofDays(1);

  private final TopicRegistry topics;
  private final Journal journal;
  private final InstantSource clock;

  public LastGoodValueFallback(TopicRegistry topics, Journal journal, InstantSource clock) {
    this.topics = topics;
    this.journal = journal;
    this.clock = clock;
  }

  /** Whether it is time, allowed and possible. */
  public boolean isDue(Exchange exchange) {
    TopicSpec topic = exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    return window != null
        && topics.plan(topic.id()).atWindowEnd() == WindowEndPolicy.LAST_GOOD
        && isInLastFifth(window)
        && journal.ensureEntry(window).state() == EntryState.OPEN
        && lastGoodValue(topic).isPresent();
  }

  public Prediction lastGoodPrediction(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return lastGoodValue(topic).map(LastGoodValueFallback::withFlag).orElseThrow();
  }

  /** Leaves the flag in the window's row, beside the reason why it came to this. */
  public Claim recordUse(
      @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Failure failure, @Body Claim claim) {
    String sentence =
        "the last good value, from data up to "
            + claim.provenance().dataUntil()
            + ", is sent once more: "
            + failure.getMessage();
    LOG.warn("{}: {}", claim.window(), sentence);
    journal.recordReason(claim.key(), failure.reason(), sentence);
    return claim;
  }

  private boolean isInLastFifth(Window window) {
    Instant now = clock.instant();
    Duration fifthOfEpoch = Duration.between(window.openedAt(), window.closesAt()).dividedBy(5);
    return now.isAfter(window.closesAt().minus(fifthOfEpoch)) && now.isBefore(window.closesAt());
  }

  private Optional<Prediction> lastGoodValue(TopicSpec topic) {
    Instant oldest = clock.instant().minus(OLDEST);
    return topics
        .plan(topic.id())
        .guard()
        .lastGoodPrediction(topic)
        .filter(it -> it.provenance().dataUntil().isAfter(oldest));
  }

  private static Prediction withFlag(Prediction good) {
    Provenance p = good.provenance();
    Provenance flagged =
        new Provenance(
            p.origin(),
            p.dataUntil(),
            p.rows(),
            p.inputHash(),
            p.artifactHash(),
            p.codeVersion() + FLAG,
            p.knownReturn());
    return new Prediction(good.topic(), good.value(), good.labels(), flagged);
  }
}
