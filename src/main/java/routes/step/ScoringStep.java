package routes.step;

import chain.AlloraClient;
import domain.Failure;
import domain.TopicSpec;
import domain.market.CandleSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import journal.Journal;
import journal.entry.Entry;
import market.quality.CandleLimits;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.TopicRegistry;
import scoring.PredictionScorer;

/** Accepted submissions whose ground truth is due, and their scores. */
public class ScoringStep {
  private static final Logger LOG = LoggerFactory.getLogger(ScoringStep.class);

  private final Journal journal;
  private final TopicRegistry topics;
  private final InstantSource clock;
  private final PredictionScorer scoring;
  private final CandleLimits limits;
  private final WorkerClients workers;

  /**
   * @param limits tell how far back candles are known
   */
  public ScoringStep(
      Journal journal,
      TopicRegistry topics,
      InstantSource clock,
      CandleLimits limits,
      WorkerClients workers) {
    this.limits = limits;
    this.workers = workers;
    this.journal = journal;
    this.topics = topics;
    this.clock = clock;
    this.scoring = new PredictionScorer(clock);
  }

  /**
   * Keeps the topics' loss methods, so that {@code score} needs no network to know them. A standby
   * asks the network nothing.
   */
  public void recordLossMethods() {
    for (TopicSpec topic : topics.specs()) {
      AlloraClient allora = workers.forTopic(topic.id());
      if (journal.leases().isHeld(allora.workerAddress())) {
        readLossMethod(allora, topic.id())
            .ifPresent(it -> journal.recordLossMethod(allora.network().chainId(), topic.id(), it));
      }
    }
  }

  /** Empty while the network does not tell it; what is scored does not wait for that. */
  private static Optional<String> readLossMethod(AlloraClient allora, long topic) {
    try {
      return Optional.of(allora.reputer().lossMethod(topic));
    } catch (Failure.Retry | Failure.Skip e) {
      LOG.debug("topic {}: its loss method is not known: {}", topic, e.getMessage());
      return Optional.empty();
    }
  }

  /** A topic with labels has no truth that candles could tell. */
  public List<Entry> findUnscored() {
    Instant now = clock.instant();
    return topics.specs().stream()
        .filter(it -> it.hasMarket() && it.labels().isEmpty())
        .flatMap(it -> findUnscored(it, now).stream())
        .toList();
  }

  /** What is older than the candles can never be scored. */
  private List<Entry> findUnscored(TopicSpec topic, Instant now) {
    Duration step = topic.candleStep();
    Duration reach = step.multipliedBy(limits.atStep(step).historyBars());
    return journal
        .reader()
        .findUnscored(topic.id(), now.minus(reach), now.minus(topic.horizon()))
        .stream()
        .filter(it -> journal.leases().isResponsibleFor(it.key().worker()))
        .toList();
  }

  public TopicSpec topicOf(@Body Entry entry) {
    return topics.spec(entry.key().topic());
  }

  public void score(
      @ExchangeProperty(ExchangeProperties.ENTRY) Entry entry, @Body CandleSeries candles) {
    entry
        .claim()
        .flatMap(claim -> scoring.score(claim, topicOf(entry), candles))
        .ifPresent(journal::recordScore);
  }
}
