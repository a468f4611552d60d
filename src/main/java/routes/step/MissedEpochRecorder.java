package routes.step;

import chain.AlloraClient;
import domain.Failure;
import domain.FailureReason;
import domain.Window;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;

/** Writes the rows of epochs that passed without one, so that each epoch has a row. */
final class MissedEpochRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(MissedEpochRecorder.class);

  private final Journal journal;
  private final WorkerClients workers;
  private final FailureRecorder failures;

  MissedEpochRecorder(Journal journal, WorkerClients workers, FailureRecorder failures) {
    this.journal = journal;
    this.workers = workers;
    this.failures = failures;
  }

  /** Gives the epochs that passed unseen while we ran, if any, rows with the last failure. */
  void recordPassed(List<Window> open) {
    Window window = open.isEmpty() ? null : open.get(open.size() - 1);
    if (window != null && hasNoRow(window)) {
      Optional<Failure> problem = failures.takeTopicFailure(window.topic());
      fillMissedEpochs(
          window,
          problem.map(Failure::reason).orElse(FailureReason.NOT_RUNNING),
          problem.map(Failure::getMessage).orElse("the epoch passed without being seen"));
    }
  }

  /** Gives the epochs that passed while the program was not running their rows. */
  void recordAbsence(long topic) {
    AlloraClient allora = workers.forTopic(topic);
    allora.newestWindow(topic).ifPresent(newest -> recordAbsence(topic, allora, newest));
  }

  private void recordAbsence(long topic, AlloraClient allora, Window newest) {
    Optional<Failure> problem = failures.takeTopicFailure(topic);
    String why =
        problem
            .map(Failure::getMessage)
            .orElse("dromedary was not running, or had not yet reached the chain");
    FailureReason reason = problem.map(Failure::reason).orElse(FailureReason.NOT_RUNNING);
    int filled = fillMissedEpochs(newest, reason, why);
    if (filled > 0) {
      LOG.warn("topic {}: {} epochs passed before the first look: {}", topic, filled, why);
    }
    boolean known = journal.reader().newestNonceBefore(newest.key()).isPresent();
    long late = allora.latestHeight() - newest.lastHeight();
    if (known && late >= 0 && hasNoRow(newest)) {
      journal.ensureEntry(newest);
      String sentence =
          "the first look at the chain was " + late + " blocks after the window's last";
      journal.markMissed(newest.key(), FailureReason.STARTED_LATE, sentence);
    }
  }

  private int fillMissedEpochs(Window present, FailureReason reason, String why) {
    AlloraClient allora = workers.forTopic(present.topic());
    long epoch = allora.topicInfo(present.topic()).epochLength();
    Duration block = allora.networkInfo().blockTime();
    return journal.backfillMissedWindows(present, epoch, block, reason, why);
  }

  private boolean hasNoRow(Window window) {
    return journal.find(window.key()).isEmpty();
  }
}
