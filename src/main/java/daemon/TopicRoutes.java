package daemon;

import domain.TopicSpec;
import java.util.List;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Makes one prediction route out of the template for each topic, before anything starts. */
final class TopicRoutes extends MainListenerSupport {
  private final List<TopicSpec> topics;
  private final Function<TopicSpec, String> trigger;

  TopicRoutes(List<TopicSpec> topics, Function<TopicSpec, String> trigger) {
    this.topics = topics;
    this.trigger = trigger;
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    topics.forEach(topic -> addRoute(main.getCamelContext(), topic));
  }

  private void addRoute(CamelContext context, TopicSpec topic) {
    TemplatedRouteBuilder.builder(context, "prediction")
        .routeId("prediction-" + topic.id())
        .parameter("topic", topic.id())
        .parameter("trigger", trigger.apply(topic))
        .add();
  }
}
