package routes.step;

import base.ErrorText;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import journal.Journal;
import journal.entry.Entry;
import journal.entry.EntryState;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.market.BoundedHttpComponent;
import routes.topic.ExchangeProperties;

/**
 * What a failed step leaves behind: the reason in the window's row and one log line when it
 * changes. The same trouble at every tick is said once on the console and every time in the file.
 */
public class FailureRecorder {
  private static final Logger LOG = LoggerFactory.getLogger(FailureRecorder.class);

  private static final int MOST_UNWRITTEN = 1000;

  private final Journal journal;
  private final Consumer<Failure.Stop> stop;
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final Map<TopicRole, Failure> blind = new ConcurrentHashMap<>();

  /** What the journal did not take, by window: the next window's word is another one. */
  private final Map<WindowKey, Failure> unwritten =
      Collections.synchronizedMap(
          new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<WindowKey, Failure> eldest) {
              return size() > MOST_UNWRITTEN;
            }
          });

  /** What a worker failed at is no reason of a reputer's row, and the reverse. */
  private record TopicRole(long topic, Role role) {
    static TopicRole of(Window window) {
      return new TopicRole(window.topic(), window.key().role());
    }
  }

  public FailureRecorder(Journal journal, Consumer<Failure.Stop> stop) {
    this.journal = journal;
    this.stop = stop;
  }

  /** A failure by name, at any depth of what was thrown: retry, skip or stop. */
  public void recordFailure(Exchange exchange) {
    Failure failure = ObjectHelper.getException(Failure.class, caughtException(exchange));
    record(exchange, failure, failure);
  }

  /**
   * Anything else, errors of the virtual machine included, is a fault of ours: the window may still
   * be saved by the next tick.
   */
  public void recordInternalFault(Exchange exchange) {
    Throwable caught = caughtException(exchange);
    boolean wrapped = caught instanceof CamelExecutionException && caught.getCause() != null;
    Throwable fault = wrapped ? caught.getCause() : caught;
    record(
        exchange,
        new Failure.Retry(FailureReason.INTERNAL, "internal fault: " + ErrorText.describe(fault)),
        fault);
  }

  /** A server, or a disk, that does not do what was asked of it. */
  public void recordUnreachable(Exchange exchange) {
    Throwable caught = caughtException(exchange);
    String why = BoundedHttpComponent.describeFailure(caught);
    record(
        exchange, new Failure.Retry(FailureReason.NO_ENDPOINT, "no usable answer: " + why), caught);
  }

  /** Lets the same failure be logged again after a heartbeat, so that it does not look solved. */
  public void resetRepeats() {
    last.clear();
  }

  /** What kept this topic's windows from a worker since this was last asked, if anything did. */
  public Optional<Failure> takeTopicFailure(long topic) {
    return Optional.ofNullable(blind.remove(new TopicRole(topic, Role.WORKER)));
  }

  /** What this window's row does not say yet, and otherwise the same, which stays here. */
  Optional<Failure> unwrittenFailure(WindowKey key) {
    return Optional.ofNullable(unwritten.get(key))
        .or(() -> Optional.ofNullable(blind.get(new TopicRole(key.topic(), key.role()))));
  }

  private static Throwable caughtException(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
  }

  private void record(Exchange exchange, Failure failure, Throwable trace) {
    exchange.setProperty(ExchangeProperties.FAILURE, failure);
    logOnce(exchange, failure.getMessage(), trace);
    try {
      writeReason(exchange, failure);
    } catch (RuntimeException e) {
      keepForLater(exchange, failure, e);
      handleJournalFailure(exchange, e);
    }
    if (failure instanceof Failure.Stop fatal) {
      stop.accept(fatal);
    }
  }

  /** What the journal cannot take now goes into the row when it can. */
  private void keepForLater(Exchange exchange, Failure failure, RuntimeException e) {
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    if (window != null && e instanceof Failure.Retry) {
      unwritten.put(window.key(), failure);
      blind.put(TopicRole.of(window), failure);
    }
  }

  /** A journal that does not even take a reason is worse than the failure itself. */
  private void handleJournalFailure(Exchange exchange, RuntimeException e) {
    logOnce(exchange, "the journal does not take it: " + e.getMessage(), e);
    if (e instanceof Failure.Stop fatal) {
      stop.accept(fatal);
    }
  }

  private void writeReason(Exchange exchange, Failure failure) {
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    TopicSpec topic = exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
    if (window != null) {
      writeUnlessJournalRefused(window, failure);
    } else if (topic != null) {
      blind.put(new TopicRole(topic.id(), roleOf(exchange)), failure);
    }
  }

  private static Role roleOf(Exchange exchange) {
    boolean reputer = String.valueOf(exchange.getFromRouteId()).startsWith("reputer-");
    return reputer ? Role.REPUTER : Role.WORKER;
  }

  /** A journal that refused says nothing about the window: another writer has gone further. */
  private void writeUnlessJournalRefused(Window window, Failure failure) {
    if (failure.reason() != FailureReason.JOURNAL || !(failure instanceof Failure.Skip)) {
      writeReason(window, failure);
    }
  }

  private void writeReason(Window window, Failure failure) {
    Entry row = journal.ensureEntry(window);
    EntryState state = row.state();
    boolean known = failure.reason() == FailureReason.WINDOW_CLOSED && row.reason() != null;
    FailureReason reason = known ? row.reason() : failure.reason();
    String why = known ? row.reasonDetail() : failure.getMessage();
    if (!(failure instanceof Failure.Skip) || state.isClosed()) {
      journal.recordReason(window.key(), reason, why);
      unwritten.remove(window.key());
      blind.remove(TopicRole.of(window));
    } else if (state == EntryState.OPEN) {
      journal.markMissed(window.key(), reason, why);
    } else if (state == EntryState.CLAIMED) {
      journal.markExpired(window.key(), reason, why);
    }
  }

  private void logOnce(Exchange exchange, String sentence, Throwable e) {
    String place = describePlace(exchange);
    if (sentence.equals(last.put(place, sentence))) {
      LOG.debug("{} again: {}", place, sentence, e);
    } else {
      LOG.warn("{}: {}", place, sentence);
      LOG.debug("{}", place, e);
    }
  }

  /** Route and window, or the topic where no window is known. */
  private static String describePlace(Exchange exchange) {
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    return exchange.getFromRouteId() + (window == null ? "" : " " + window);
  }
}
