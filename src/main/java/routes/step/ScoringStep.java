package routes.step;

import domain.TopicSpec;
import domain.market.CandleSeries;
import java.time.InstantSource;
import java.util.List;
import journal.Journal;
import journal.entry.Entry;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.topic.ExchangeProperties;
import routes.topic.TopicRegistry;
import scoring.PredictionScorer;

/** Accepted answers whose ground truth is due, and what they were worth. */
public class ScoringStep {
  private final Journal journal;
  private final TopicRegistry topics;
  private final InstantSource clock;
  private final PredictionScorer scoring;

  public ScoringStep(Journal journal, TopicRegistry topics, InstantSource clock) {
    this.journal = journal;
    this.topics = topics;
    this.clock = clock;
    this.scoring = new PredictionScorer(clock);
  }

  public List<Entry> findUnscored() {
    return topics.ids().stream()
        .flatMap(
            id ->
                journal
                    .reader()
                    .findUnscored(clock.instant().minus(topics.spec(id).horizon()))
                    .stream()
                    .filter(entry -> entry.key().topic() == id))
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
