package daemon;

import config.ProgramVersion;
import java.util.List;
import org.apache.camel.RoutesBuilder;
import routes.GroundTruthRoute;
import routes.ReputerRoute;
import routes.ReputerRoute.LossServiceRoute;
import routes.reputer.LossStep;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.reputer.ReputerWindowStep;
import routes.step.ClaimStep;
import routes.topic.LeasedTopics;
import wiring.ComponentFactory.Components;

/** Makes the routes of a reputer; none if the wallet is a worker only. */
final class ReputerAssembly {
  private final Components components;
  private final ReputerRegistry topics;

  ReputerAssembly(Components components) {
    this.components = components;
    this.topics = components.reputerRegistry();
  }

  /**
   * @param claim claims the losses of a window; the same step as a worker's
   */
  List<RoutesBuilder> routes(LeasedTopics held, ClaimStep claim) {
    if (topics.ids().isEmpty()) {
      return List.of();
    }
    ReputerWindowStep windows =
        new ReputerWindowStep(
            components.journal(),
            components.workers(),
            topics,
            components.clock(),
            components.meters());
    LossStep losses = new LossStep(topics, components.workers(), ProgramVersion.version());
    return List.of(
        new ReputerRoute(new ReputerRoute.Steps(windows, topics, held, losses, claim)),
        new LossServiceRoute(losses),
        new GroundTruthRoute(components.candleService(), topics, components.workers()));
  }
}
