package daemon;

import base.ExitStatus;
import chain.AlloraClient;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.TopicSpec;
import domain.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import journal.WalletLeases;
import journal.entry.Entry;
import journal.entry.EntryState;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import report.HistoryRows;
import report.NextWindow;
import routes.topic.ExchangeProperties;
import wiring.ComponentFactory.Components;

/** Sends one topic through its prediction route and follows the submission until it is settled. */
public final class SingleCycle {
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration LEASE_PASSES = Duration.ofSeconds(15);

  private final CamelContext context;
  private final Components components;
  private final TopicSpec topic;

  public SingleCycle(CamelContext context, Components components, TopicSpec topic) {
    this.context = context;
    this.components = components;
    this.topic = topic;
  }

  static String triggerUri(TopicSpec topic) {
    return triggerUri(Role.WORKER, topic);
  }

  static String triggerUri(Role role, TopicSpec topic) {
    return "direct:" + TopicRoutes.templateOf(role) + "-" + topic.id();
  }

  /**
   * Runs the cycle.
   *
   * @param wait whether to wait for the next window if none is open
   * @param say receives sentences for the operator
   * @return exit code
   */
  public int run(boolean wait, Consumer<String> say) throws InterruptedException {
    if (!awaitWallet()) {
      Optional<Failure> fault = components.journal().leases().fault();
      if (fault.isPresent()) {
        say.accept("topic " + topic.id() + ": " + fault.get().getMessage());
        return Failure.exitStatus(fault.get());
      }
      say.accept(
          "topic "
              + topic.id()
              + ": another replica works for its wallet in this journal and submits for it; stop"
              + " that one first");
      return ExitStatus.OPERATOR;
    }
    Instant begin = components.clock().instant();
    Exchange exchange = triggerOnce();
    while (wait && isIdle(exchange)) {
      Thread.sleep(POLL.toMillis());
      exchange = triggerOnce();
    }
    Optional<Failure> failure = failureOf(exchange);
    if (failure.isPresent()) {
      say.accept("topic " + topic.id() + ": " + failure.get().getMessage());
      return Failure.exitStatus(failure.get());
    }
    if (isIdle(exchange)) {
      AlloraClient allora = components.workers().forTopic(topic.id());
      String next = NextWindow.describe(allora, topic.id(), components.clock());
      say.accept("topic " + topic.id() + ": no window is open; " + next);
      return ExitStatus.NO_WINDOW;
    }
    Window window = windowOf(exchange).orElseThrow();
    sayIfSubmittedBefore(window, begin, say);
    return reportOutcome(awaitSettled(window), say);
  }

  private void sayIfSubmittedBefore(Window window, Instant begin, Consumer<String> say) {
    Entry entry = components.journal().ensureEntry(window);
    if (entry.sentAt() != null && entry.sentAt().isBefore(begin)) {
      say.accept("%s has its submission already: nothing is sent again".formatted(window));
    }
  }

  /** Waits for the lease of the wallet, as that of a killed run expires by itself. */
  private boolean awaitWallet() throws InterruptedException {
    String wallet = components.workers().forTopic(topic.id()).workerAddress();
    WalletLeases leases = components.journal().leases();
    long begin = System.nanoTime();
    while (!leases.isHeld(wallet) && System.nanoTime() - begin < LEASE_PASSES.toNanos()) {
      Thread.sleep(POLL.toMillis());
    }
    return leases.isHeld(wallet);
  }

  private Exchange triggerOnce() {
    return context.createProducerTemplate().send(triggerUri(topic), exchange -> {});
  }

  private boolean isIdle(Exchange exchange) {
    return windowOf(exchange).isEmpty() && failureOf(exchange).isEmpty();
  }

  private static Optional<Window> windowOf(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(ExchangeProperties.WINDOW, Window.class));
  }

  private static Optional<Failure> failureOf(Exchange exchange) {
    return Optional.ofNullable(exchange.getProperty(ExchangeProperties.FAILURE, Failure.class));
  }

  /** The window's row once it is closed, or its state a minute after the window's end. */
  private Entry awaitSettled(Window window) throws InterruptedException {
    Instant end = window.closesAt().plusSeconds(60);
    Entry entry = components.journal().ensureEntry(window);
    while (!entry.state().isClosed()
        && !isDryRun(entry)
        && components.clock().instant().isBefore(end)) {
      Thread.sleep(POLL.toMillis());
      entry = components.journal().ensureEntry(window);
    }
    return entry;
  }

  private static int reportOutcome(Entry entry, Consumer<String> say) {
    say.accept(HistoryRows.toText(entry));
    return entry.state() == EntryState.ACCEPTED || isDryRun(entry)
        ? ExitStatus.OK
        : ExitStatus.FAILED;
  }

  private static boolean isDryRun(Entry entry) {
    return entry.state() == EntryState.OPEN && entry.reason() == FailureReason.DRY_RUN;
  }
}
