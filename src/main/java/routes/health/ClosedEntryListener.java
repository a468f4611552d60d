package routes.health;

import java.util.function.Consumer;
import journal.entry.Entry;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of every row that was closed, by whichever step: one log line, one count, the mirror. */
public final class ClosedEntryListener implements Consumer<Entry> {
  private static final Logger LOG = LoggerFactory.getLogger(ClosedEntryListener.class);

  private final WorkerMetrics meters;
  private final Consumer<Entry> statusFiles;

  public ClosedEntryListener(WorkerMetrics meters, Consumer<Entry> statusFiles) {
    this.meters = meters;
    this.statusFiles = statusFiles;
  }

  @Override
  public void accept(Entry entry) {
    statusFiles.accept(entry);
    meters.countEpoch(entry.key().topic(), entry.state().label());
    meters.countOffchainEvent("process_finished", entry.key().worker(), entry.key().topic());
    if (entry.state() == EntryState.ACCEPTED) {
      LOG.info("{}: accepted at height {}", entry.window(), entry.settledHeight());
    } else {
      LOG.warn("{}: {}: {}", entry.window(), entry.state().label(), entry.reasonDetail());
    }
  }
}
