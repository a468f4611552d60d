package routes;

import domain.Candles;
import domain.TopicSpec;
import java.time.InstantSource;
import java.util.List;
import journal.Entry;
import journal.Journal;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import scoring.Scoring;

/** Accepted answers whose ground truth is due, and what they were worth. */
public final class Scores {
  private final Journal journal;
  private final Topics topics;
  private final InstantSource clock;
  private final Scoring scoring;

  public Scores(Journal journal, Topics topics, InstantSource clock) {
    this.journal = journal;
    this.topics = topics;
    this.clock = clock;
    this.scoring = new Scoring(clock);
  }

  public List<Entry> due() {
    return topics.ids().stream()
        .flatMap(
            id ->
                journal
                    .history()
                    .unscored(clock.instant().minus(topics.spec(id).horizon()))
                    .stream()
                    .filter(entry -> entry.key().topic() == id))
        .toList();
  }

  public TopicSpec topic(@Body Entry entry) {
    return topics.spec(entry.key().topic());
  }

  public void score(
      @ExchangeProperty(ExchangeProperties.ENTRY) Entry entry, @Body Candles candles) {
    entry
        .claim()
        .flatMap(claim -> scoring.score(claim, topic(entry), candles))
        .ifPresent(journal::score);
  }
}
