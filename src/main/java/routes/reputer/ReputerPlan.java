package routes.reputer;

import domain.TopicSpec;
import inference.HttpModelServer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import scoring.LossService;

/**
 * How the losses of a topic are found.
 *
 * @param groundTruth server that tells the truth; none: the daemon's own market does
 * @param sigma what some methods measure by
 * @param lossService that computes the losses; none: they are computed here
 */
public record ReputerPlan(
    TopicSpec spec,
    Optional<HttpModelServer> groundTruth,
    OptionalDouble sigma,
    Optional<LossService> lossService) {

  /** A bar has to be complete, and sources are a little late. */
  private static final Duration SOURCES_LATE = Duration.ofMinutes(2);

  /** Time from a nonce's block until its truth can be asked for. */
  public Duration untilTruth() {
    return groundTruth.isPresent() ? Duration.ZERO : spec.horizon().plus(SOURCES_LATE);
  }

  /** How it is done, for the banner. */
  public String describe() {
    String truth =
        groundTruth.isPresent() ? "a ground truth server" : "minute prices of " + spec.pair();
    return "losses %s, against %s"
        .formatted(lossService.isPresent() ? "by a loss service" : "computed here", truth);
  }

  /** The topics that this daemon reports on, by id. */
  public static final class ReputerRegistry {
    private final Map<Long, ReputerPlan> plans = new TreeMap<>();

    public ReputerRegistry(List<ReputerPlan> plans) {
      plans.forEach(it -> this.plans.put(it.spec().id(), it));
    }

    public Set<Long> ids() {
      return plans.keySet();
    }

    public TopicSpec spec(long topic) {
      return plan(topic).spec();
    }

    public ReputerPlan plan(long topic) {
      ReputerPlan plan = plans.get(topic);
      if (plan == null) {
        throw new IllegalArgumentException("topic " + topic + " is not configured for a reputer");
      }
      return plan;
    }
  }
}
