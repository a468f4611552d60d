package routes.topic;

import domain.TopicSpec;
import inference.HttpModelServer;
import inference.PredictionGuard;
import inference.Predictor;
import inference.artifact.ModelManifest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** How a topic is predicted: the model, the guard after it, and the fallback when both refuse. */
public record TopicPlan(
    TopicSpec spec, ModelLocation model, PredictionGuard guard, WindowEndPolicy atWindowEnd) {

  /** What happens to a window that is about to close without a submission. */
  public enum WindowEndPolicy {
    /** It is missed, with the reason. */
    ABSTAIN,
    /** The newest value that passed the guard is sent once more and flagged. */
    LAST_GOOD
  }

  /**
   * Where a topic's answers come from: an artifact served in this process, a model server, or none.
   */
  public sealed interface ModelLocation extends AutoCloseable {
    /**
     * One line for people.
     *
     * @throws domain.Failure.Retry MODEL or MODEL_MISMATCH when it cannot predict the topic
     */
    String describe(TopicSpec topic);

    @Override
    void close();

    /** An artifact, validated in every cycle. */
    record Local(Predictor predictor) implements ModelLocation {
      @Override
      public String describe(TopicSpec topic) {
        ModelManifest manifest = predictor.refreshAndValidate(topic);
        return "model %s, %d features, sha256 %.12s"
            .formatted(manifest.name(), manifest.width(), manifest.sha256());
      }

      @Override
      public void close() {
        predictor.close();
      }
    }

    /** Nothing: the worker forecasts losses and infers nothing itself. */
    record None() implements ModelLocation {
      @Override
      public String describe(TopicSpec topic) {
        return "no inference, a forecast of losses only";
      }

      @Override
      public void close() {
        // Nothing runs.
      }
    }

    /** A server that is asked for each window. */
    record Server(HttpModelServer http) implements ModelLocation {
      @Override
      public String describe(TopicSpec topic) {
        return "a model server, asked for each window";
      }

      @Override
      public void close() {
        // Nothing of ours runs there.
      }
    }
  }

  /** The topics that this daemon submits to, by id. */
  public static class TopicRegistry {
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
}
