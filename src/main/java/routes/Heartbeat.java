package routes;

import chain.Allora;
import java.util.OptionalLong;
import journal.Journal;
import ops.Meters;

/** Gathers what the heartbeat says: that the daemon lives, and how far behind the chain it is. */
public final class Heartbeat {
  private final Journal journal;
  private final Allora allora;
  private final Topics topics;
  private final Meters meters;

  public Heartbeat(Journal journal, Allora allora, Topics topics, Meters meters) {
    this.journal = journal;
    this.allora = allora;
    this.topics = topics;
    this.meters = meters;
  }

  public String beat() {
    long height = allora.height();
    int open = journal.unsettled().size();
    meters.level("chain.height", height);
    meters.level("journal.open", open);
    return "alive at height " + height + ", " + open + " open, last accepted " + lastAccepted();
  }

  private String lastAccepted() {
    OptionalLong newest =
        topics.ids().stream().map(id -> newest(id)).flatMapToLong(OptionalLong::stream).max();
    return newest.isPresent() ? "nonce " + newest.getAsLong() : "none yet";
  }

  private OptionalLong newest(long topic) {
    return journal.history().newestAccepted(allora.network().chainId(), topic, allora.worker());
  }
}
