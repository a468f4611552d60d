package routes;

import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import domain.Window;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import journal.Entry;
import journal.Journal;
import journal.State;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.util.ObjectHelper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a failed step leaves behind: the reason in the window's row and one log line when it
 * changes. The same trouble at every tick is said once on the console and every time in the file.
 */
public final class Failures {
  private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

  private final Journal journal;
  private final Consumer<Failure.Stop> stop;
  private final Map<String, String> last = new ConcurrentHashMap<>();
  private final Map<Long, Failure> blind = new ConcurrentHashMap<>();

  public Failures(Journal journal, Consumer<Failure.Stop> stop) {
    this.journal = journal;
    this.stop = stop;
  }

  /** A failure by name, wherever it lies in what was thrown: wait, skip or stop. */
  public void expected(Exchange exchange) {
    Failure failure = ObjectHelper.getException(Failure.class, caught(exchange));
    leave(exchange, failure, failure);
  }

  /**
   * Anything else, errors of the virtual machine included, is a fault of ours: the window may still
   * be saved by the next tick.
   */
  public void unexpected(Exchange exchange) {
    Throwable caught = caught(exchange);
    boolean wrapped = caught instanceof CamelExecutionException && caught.getCause() != null;
    Throwable fault = wrapped ? caught.getCause() : caught;
    leave(exchange, new Failure.Wait(Reason.INTERNAL, "internal fault: " + fault), fault);
  }

  /** Lets the same trouble be said once more: silence for longer than a heartbeat would mislead. */
  public void forget() {
    last.clear();
  }

  /** What kept this topic's windows from being seen since this was last asked, if anything did. */
  Optional<Failure> blind(long topic) {
    return Optional.ofNullable(blind.remove(topic));
  }

  private static Throwable caught(Exchange exchange) {
    return exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
  }

  private void leave(Exchange exchange, Failure failure, Throwable trace) {
    say(exchange, failure.getMessage(), trace);
    try {
      write(exchange, failure);
    } catch (RuntimeException e) {
      unwritten(exchange, e);
    }
    if (failure instanceof Failure.Stop fatal) {
      stop.accept(fatal);
    }
  }

  /** A journal that does not even take a reason is worse than the failure itself. */
  private void unwritten(Exchange exchange, RuntimeException e) {
    say(exchange, "the journal does not take it: " + e.getMessage(), e);
    if (e instanceof Failure.Stop fatal) {
      stop.accept(fatal);
    }
  }

  private void write(Exchange exchange, Failure failure) {
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    TopicSpec topic = exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
    if (window != null) {
      keep(window, failure);
    } else if (topic != null) {
      blind.put(topic.id(), failure);
    }
  }

  /** A journal that refused says nothing about the window: another writer has gone further. */
  private void keep(Window window, Failure failure) {
    if (failure.reason() != Reason.JOURNAL || !(failure instanceof Failure.Skip)) {
      write(window, failure);
    }
  }

  private void write(Window window, Failure failure) {
    Entry row = journal.seen(window);
    State state = row.state();
    boolean known = failure.reason() == Reason.WINDOW_CLOSED && row.reason() != null;
    Reason reason = known ? row.reason() : failure.reason();
    String why = known ? row.why() : failure.getMessage();
    if (!(failure instanceof Failure.Skip) || state.closed()) {
      journal.note(window.key(), reason, why);
    } else if (state == State.OPEN) {
      journal.missed(window.key(), reason, why);
    } else if (state == State.CLAIMED) {
      journal.expired(window.key(), reason, why);
    }
  }

  private void say(Exchange exchange, String sentence, Throwable e) {
    String place = place(exchange);
    if (sentence.equals(last.put(place, sentence))) {
      LOG.debug("{} again: {}", place, sentence, e);
    } else {
      LOG.warn("{}: {}", place, sentence);
      LOG.debug("{}", place, e);
    }
  }

  /** Route and window, or the topic where no window is known. */
  private static String place(Exchange exchange) {
    Window window = exchange.getProperty(ExchangeProperties.WINDOW, Window.class);
    return exchange.getFromRouteId() + (window == null ? "" : " " + window);
  }
}
