package routes;

import java.util.function.Consumer;
import journal.Entry;
import journal.State;
import ops.Meters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells of every row that was closed, by whichever step: one log line, one count, the mirror. */
public final class Closings implements Consumer<Entry> {
  private static final Logger LOG = LoggerFactory.getLogger(Closings.class);

  private final Meters meters;
  private final Consumer<Entry> mirror;

  public Closings(Meters meters, Consumer<Entry> mirror) {
    this.meters = meters;
    this.mirror = mirror;
  }

  @Override
  public void accept(Entry entry) {
    mirror.accept(entry);
    meters.epoch(entry.key().topic(), entry.state().label());
    meters.worker("process_finished", entry.key().worker(), entry.key().topic());
    if (entry.state() == State.ACCEPTED) {
      LOG.info("{} accepted at height {}", entry.window(), entry.settledHeight());
    } else {
      LOG.warn("{} {}: {}", entry.window(), entry.state().label(), entry.why());
    }
  }
}
