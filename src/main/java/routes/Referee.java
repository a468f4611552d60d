package routes;

import chain.Allora;
import chain.Sighting;
import chain.StoredInference;
import domain.Claim;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import journal.Entry;
import journal.Journal;
import journal.State;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.Workers;

/**
 * Holds what the chain stores for this wallet against the journal. Between two processes with one
 * wallet the chain is the referee: what it holds and we do not know stops us.
 */
public final class Referee {
  private static final Logger LOG = LoggerFactory.getLogger(Referee.class);
  private static final int OPERATOR = 2;

  private final Journal journal;
  private final Workers workers;
  private final Failures failures;
  private final Set<Long> arrived = ConcurrentHashMap.newKeySet();

  public Referee(Journal journal, Workers workers, Failures failures) {
    this.journal = journal;
    this.workers = workers;
    this.failures = failures;
  }

  /**
   * Once for each topic after a start, as soon as a node answers: nothing foreign is stored, and
   * the epochs that passed meanwhile have their rows.
   *
   * @throws Failure.Stop if the chain holds an inference that this journal does not know
   */
  public void arrive(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    if (!arrived.contains(topic.id())) {
      demandOurs(topic.id());
      demandSigned(topic.id());
      absence(topic.id());
      arrived.add(topic.id());
    }
  }

  /**
   * Before anything is signed.
   *
   * @throws Failure.Stop as {@link #arrive}
   */
  public void alone(@Body Claim claim) {
    demandOurs(claim.key().topic());
  }

  /** Takes the chain's record of the topic over; the row, if there was anything to take. */
  public Optional<Entry> adopt(long topic) {
    Allora allora = workers.of(topic);
    allora.sightings(topic).stream()
        .filter(this::foreign)
        .forEach(it -> journal.recognise(it.hash()));
    return allora
        .latest(topic)
        .filter(this::foreign)
        .map(it -> journal.adopt(it.window(), it.value(), allora.height()));
  }

  private void demandOurs(long topic) {
    workers
        .of(topic)
        .latest(topic)
        .filter(this::foreign)
        .ifPresent(
            it -> {
              throw doppelganger(it.window(), it.value());
            });
  }

  /** Also those that left nothing behind: another process may have lost a race against us. */
  private void demandSigned(long topic) {
    workers.of(topic).sightings(topic).stream()
        .filter(this::foreign)
        .findFirst()
        .ifPresent(
            it -> {
              throw doppelganger(it.window(), "transaction " + it.hash());
            });
  }

  private boolean foreign(StoredInference stored) {
    return !settled(stored.window())
        && journal.find(stored.window().key()).filter(it -> ours(it, stored)).isEmpty();
  }

  private boolean foreign(Sighting seen) {
    return !settled(seen.window())
        && !journal.history().recognised(seen.hash())
        && journal.find(seen.window().key()).filter(it -> ours(it, seen)).isEmpty();
  }

  /** What is older than an accepted row of ours was settled before, perhaps by adopting. */
  private boolean settled(Window window) {
    WindowKey key = window.key();
    OptionalLong newest =
        journal.history().newestAccepted(key.chainId(), key.topic(), key.worker());
    return newest.isPresent() && window.nonce() < newest.getAsLong();
  }

  /** An accepted row without an attempt was taken over from the chain. */
  private static boolean ours(Entry entry, Sighting seen) {
    boolean adopted = entry.state() == State.ACCEPTED && entry.trials().isEmpty();
    return adopted
        || entry.trials().stream()
            .anyMatch(it -> it.attempt().hash().equalsIgnoreCase(seen.hash()));
  }

  private static boolean ours(Entry entry, StoredInference stored) {
    boolean signed = entry.state() == State.ACCEPTED || !entry.trials().isEmpty();
    boolean same =
        entry.value() != null
            && new BigDecimal(entry.value()).compareTo(new BigDecimal(stored.value())) == 0;
    return (signed && same) || (entry.state().closed() && entry.reason() == Reason.DOPPELGANGER);
  }

  /**
   * Gives the epochs that passed unseen while we ran, if any, their rows with the last trouble.
   *
   * @param open newest first; none of them has passed
   */
  public void passed(@Body List<Window> open) {
    Window window = open.isEmpty() ? null : open.get(open.size() - 1);
    if (window != null && unseen(window)) {
      Optional<Failure> trouble = failures.blind(window.topic());
      fill(
          window,
          trouble.map(Failure::reason).orElse(Reason.NOT_RUNNING),
          trouble.map(Failure::getMessage).orElse("the epoch passed without being seen"));
    }
  }

  private void absence(long topic) {
    Allora allora = workers.of(topic);
    Window newest = allora.newest(topic);
    String why = "dromedary was not running";
    int filled = fill(newest, Reason.NOT_RUNNING, why);
    if (filled > 0) {
      LOG.warn("topic {}: {} epochs passed while dromedary was not running", topic, filled);
    }
    boolean known = journal.history().newestBefore(newest.key()).isPresent();
    long late = allora.height() - newest.lastHeight();
    if (known && late >= 0 && unseen(newest)) {
      journal.seen(newest);
      String since = "dromedary started " + late + " blocks after the window's last one";
      journal.missed(newest.key(), Reason.STARTED_LATE, since);
    }
  }

  private int fill(Window present, Reason reason, String why) {
    Allora allora = workers.of(present.topic());
    long epoch = allora.topic(present.topic()).epochLength();
    Duration block = allora.facts().blockTime();
    return journal.fillGap(present, epoch, block, reason, why);
  }

  private boolean unseen(Window window) {
    return journal.find(window.key()).isEmpty();
  }

  private static Failure.Stop doppelganger(Window window, String held) {
    return new Failure.Stop(
        Reason.DOPPELGANGER,
        OPERATOR,
        "window "
            + window.key().label()
            + ": the chain holds "
            + held
            + " from this wallet, which this journal does not know. Either another process uses"
            + " the same wallet: stop one of the two; or the journal was lost or is new: take"
            + " the chain's record over with `dromedary journal adopt`");
  }
}
