package app;

import base.ExitCode;
import domain.Failure;
import domain.FailureExitStatus;
import domain.Reason;
import domain.TopicSpec;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import journal.Entry;
import journal.State;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import routes.ExchangeProperties;

/** Sends one topic through its prediction route and follows the answer until it is settled. */
final class OneCycle {
  private static final Duration POLL = Duration.ofMillis(500);

  private final CamelContext context;
  private final Parts parts;
  private final TopicSpec topic;

  OneCycle(CamelContext context, Parts parts, TopicSpec topic) {
    this.context = context;
    this.parts = parts;
    this.topic = topic;
  }

  static String trigger(TopicSpec topic) {
    return "direct:prediction-" + topic.id();
  }

  /** Exit code of the cycle; {@code say} gets the sentences for people. */
  int run(boolean wait, Consumer<String> say) throws InterruptedException {
    Exchange cycle = cycle();
    while (wait && idle(cycle)) {
      Thread.sleep(POLL.toMillis());
      cycle = cycle();
    }
    Optional<Failure> failure = failure(cycle);
    if (failure.isPresent()) {
      say.accept("topic " + topic.id() + ": " + failure.get().getMessage());
      return FailureExitStatus.of(failure.get());
    }
    if (idle(cycle)) {
      say.accept("topic " + topic.id() + ": no window is open; the next opens in about " + next());
      return ExitCode.NO_WINDOW;
    }
    return outcome(settled(window(cycle).orElseThrow()), say);
  }

  private Exchange cycle() {
    return context.createProducerTemplate().send(trigger(topic), exchange -> {});
  }

  private boolean idle(Exchange cycle) {
    return window(cycle).isEmpty() && failure(cycle).isEmpty();
  }

  private static Optional<Window> window(Exchange cycle) {
    return Optional.ofNullable(cycle.getProperty(ExchangeProperties.WINDOW, Window.class));
  }

  private static Optional<Failure> failure(Exchange cycle) {
    Throwable caught = cycle.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    return caught == null || caught instanceof Failure
        ? Optional.ofNullable((Failure) caught)
        : Optional.of(new Failure.Skip(Reason.INTERNAL, "internal fault: " + caught));
  }

  private String next() {
    return parts.workers().of(topic.id()).lookout().untilNext(topic.id()).toMinutes() + " min";
  }

  /** The window's row once it is closed, or as it is a minute after the window has ended. */
  private Entry settled(Window window) throws InterruptedException {
    Instant end = window.closesAt().plusSeconds(60);
    Entry entry = parts.journal().seen(window);
    while (!entry.state().closed() && !dry(entry) && parts.clock().instant().isBefore(end)) {
      Thread.sleep(POLL.toMillis());
      entry = parts.journal().seen(window);
    }
    return entry;
  }

  private static int outcome(Entry entry, Consumer<String> say) {
    say.accept(Rows.line(entry));
    return entry.state() == State.ACCEPTED || dry(entry) ? ExitCode.OK : ExitCode.FAILED;
  }

  private static boolean dry(Entry entry) {
    return entry.state() == State.OPEN && entry.reason() == Reason.DRY_RUN;
  }
}
