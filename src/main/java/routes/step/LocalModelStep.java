package routes.step;

import domain.TopicSpec;
import domain.market.FeatureVector;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.health.OperatorWarnings;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicRegistry;

/** Features to the model's raw answer, for topics whose model is served in this process. */
public class LocalModelStep {
  private final TopicRegistry topics;
  private final OperatorWarnings warnings;

  public LocalModelStep(TopicRegistry topics, OperatorWarnings warnings) {
    this.topics = topics;
    this.warnings = warnings;
  }

  /** Whether the topic's model is an artifact here and not a server elsewhere. */
  public boolean isServedLocally(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return topics.plan(topic.id()).model() instanceof ModelLocation.Local;
  }

  public double predict(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body FeatureVector row) {
    var predictor = ((ModelLocation.Local) topics.plan(topic.id()).model()).predictor();
    double answer = predictor.predict(row);
    warnings.update(topic, "model", predictor.replacementFault());
    return answer;
  }
}
