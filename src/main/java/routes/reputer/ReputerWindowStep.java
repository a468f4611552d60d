package routes.reputer;

import chain.ReputerClient;
import domain.FailureReason;
import domain.Role;
import domain.Window;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import journal.Journal;
import journal.entry.Entry;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.apache.camel.Body;
import routes.allora.WorkerClients;
import routes.reputer.ReputerPlan.ReputerRegistry;

/** Which nonce to report on now: it is open, its truth is known, and nothing was claimed for it. */
public class ReputerWindowStep {
  private final Journal journal;
  private final WorkerClients workers;
  private final ReputerRegistry topics;
  private final InstantSource clock;
  private final WorkerMetrics meters;

  public ReputerWindowStep(
      Journal journal,
      WorkerClients workers,
      ReputerRegistry topics,
      InstantSource clock,
      WorkerMetrics meters) {
    this.meters = meters;
    this.journal = journal;
    this.workers = workers;
    this.topics = topics;
    this.clock = clock;
  }

  /** Whether it is time to look; asks nobody. */
  public boolean isDue(long topic) {
    return workers.forTopic(topic).reputer().isDue(topic);
  }

  /**
   * The newest of the open windows that asks for losses; null where none does. Every window seen
   * open has its row, whatever comes of it.
   */
  public Window selectWindow(@Body List<Window> open) {
    Window chosen = null;
    for (Window window : open) {
      Entry row = journal.ensureEntry(window);
      if (row.state() == EntryState.OPEN && row.reason() != FailureReason.DRY_RUN) {
        workers.forTopic(window.topic()).reputer().lookSoon(window.topic());
        chosen = chosen == null && isTruthKnown(window) ? window : chosen;
      }
    }
    if (chosen != null) {
      meters.countOffchainEvent(
          Role.REPUTER, "truth_request", chosen.key().worker(), chosen.topic());
    }
    return chosen;
  }

  private boolean isTruthKnown(Window window) {
    ReputerClient chain = workers.forTopic(window.topic()).reputer();
    Instant base = chain.timeOf(window.nonce());
    return !clock.instant().isBefore(base.plus(topics.plan(window.topic()).untilTruth()));
  }
}
