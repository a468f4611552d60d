package routes.step;

import domain.TopicSpec;
import domain.market.FeatureVector;
import inference.artifact.ModelManifest;
import java.util.Optional;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.health.OperatorWarnings;
import routes.topic.ExchangeProperties;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicPlan.TopicRegistry;

/** Features to the model's raw value, for topics whose model is served in this process. */
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

  /** One number for each label of the topic, or the only one. */
  public double[] predict(
      @ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic, @Body FeatureVector row) {
    var predictor = ((ModelLocation.Local) topics.plan(topic.id()).model()).predictor();
    double[] answer =
        topic.labels().isEmpty()
            ? new double[] {predictor.predict(row)}
            : predictor.predictLabels(topic, row);
    warnings.update(topic, "model", predictor.replacementFault());
    warnings.update(topic, "training", unprovenWarning(predictor.activeManifest(), row));
    return answer;
  }

  /** Names the day of the data, so that it is said once a day and not once. */
  private static Optional<String> unprovenWarning(ModelManifest model, FeatureVector row) {
    return Optional.ofNullable(model.evidence())
        .filter(evidence -> !evidence.proven())
        .map(evidence -> "model " + model.name() + " on " + day(row) + " is " + evidence);
  }

  private static String day(FeatureVector row) {
    return row.asOf().toString().substring(0, 10);
  }
}
