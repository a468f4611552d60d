package routes;

import domain.FeatureVector;
import domain.TopicSpec;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/** Features to the model's raw answer, for topics whose model is served in this process. */
public final class Answers {
  private final Topics topics;
  private final Remarks remarks;

  public Answers(Topics topics, Remarks remarks) {
    this.topics = topics;
    this.remarks = remarks;
  }

  /** Whether the topic's model is an artifact here and not a server elsewhere. */
  public boolean here(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return topics.plan(topic.id()).model() instanceof ModelPlace.Local;
  }

  public double predict(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body FeatureVector row) {
    var predictor = ((ModelPlace.Local) topics.plan(topic.id()).model()).predictor();
    double answer = predictor.predict(row);
    remarks.of(topic, "model", predictor.complaint());
    return answer;
  }
}
