package routes.topic;

import domain.TopicSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The topics this daemon answers, by id. */
public class TopicRegistry {
  private final Map<Long, TopicPlan> plans = new TreeMap<>();

  public TopicRegistry(List<TopicPlan> plans) {
    plans.forEach(plan -> this.plans.put(plan.spec().id(), plan));
  }

  public Set<Long> ids() {
    return plans.keySet();
  }

  public List<TopicSpec> specs() {
    return plans.values().stream().map(TopicPlan::spec).toList();
  }

  public TopicSpec spec(long topic) {
    return plan(topic).spec();
  }

  public TopicPlan plan(long topic) {
    TopicPlan plan = plans.get(topic);
    if (plan == null) {
      throw new IllegalArgumentException("topic " + topic + " is not configured");
    }
    return plan;
  }
}
