package routes.step;

import domain.TopicSpec;
import domain.market.CandleSeries;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import journal.Journal;
import journal.entry.Entry;
import market.quality.CandleLimits;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.TopicRegistry;
import scoring.PredictionScorer;

/** Accepted submissions whose ground truth is due, and their scores. */
public class ScoringStep {
  private final Journal journal;
  private final TopicRegistry topics;
  private final InstantSource clock;
  private final PredictionScorer scoring;
  private final CandleLimits limits;
  private final LongFunction<Optional<LossMethod>> lossMethods;

  /** By what the network measures a topic. */
  public record LossMethod(String chainId, String method) {}

  /**
   * @param limits tell how far back candles are known
   * @param lossMethods of a topic, empty while the network does not tell it
   */
  public ScoringStep(
      Journal journal,
      TopicRegistry topics,
      InstantSource clock,
      CandleLimits limits,
      LongFunction<Optional<LossMethod>> lossMethods) {
    this.limits = limits;
    this.lossMethods = lossMethods;
    this.journal = journal;
    this.topics = topics;
    this.clock = clock;
    this.scoring = new PredictionScorer(clock);
  }

  /** Keeps the topics' loss methods, so that {@code score} needs no network to know them. */
  public void recordLossMethods() {
    for (TopicSpec topic : topics.specs()) {
      lossMethods
          .apply(topic.id())
          .ifPresent(it -> journal.recordLossMethod(it.chainId(), topic.id(), it.method()));
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
