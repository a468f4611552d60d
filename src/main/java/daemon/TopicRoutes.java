package daemon;

import config.Settings;
import domain.Role;
import domain.TopicSpec;
import java.util.function.BiFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

/** Makes the routes of each topic and role from their templates, before anything starts. */
final class TopicRoutes extends MainListenerSupport {
  private final Settings settings;
  private final BiFunction<Role, TopicSpec, String> trigger;

  TopicRoutes(Settings settings, BiFunction<Role, TopicSpec, String> trigger) {
    this.settings = settings;
    this.trigger = trigger;
  }

  @Override
  public void afterConfigure(BaseMainSupport main) {
    for (Role role : Role.values()) {
      settings.topicsOf(role).forEach(topic -> addRoute(main.getCamelContext(), role, topic));
    }
  }

  private void addRoute(CamelContext context, Role role, TopicSpec topic) {
    boolean alone = role == Role.WORKER && !settings.modelSettings().submitsInference(topic);
    String template = alone ? "forecaster" : templateOf(role);
    TemplatedRouteBuilder.builder(context, template)
        .routeId(template + "-" + topic.id())
        .parameter("topic", topic.id())
        .parameter("trigger", trigger.apply(role, topic))
        .add();
  }

  static String templateOf(Role role) {
    return role == Role.REPUTER ? "reputer" : "prediction";
  }
}
