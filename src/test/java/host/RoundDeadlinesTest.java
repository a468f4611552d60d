package host;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.Configuration;
import config.Settings;
import domain.Failure;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import routes.FailurePolicy;
import routes.topic.RoundTimeLeft;

/** A source, a node or a queue that never comes back, and a clock that the test moves. */
@Execution(ExecutionMode.CONCURRENT)
class RoundDeadlinesTest {
  private static final RoundDeadlines LIMITS =
      new RoundDeadlines(
          Duration.ofSeconds(300),
          Duration.ofSeconds(90),
          Duration.ofSeconds(120),
          Duration.ofSeconds(30),
          1);

  private final AtomicLong nanos = new AtomicLong();
  private final Watchdog watchdog = new Watchdog(Optional.empty(), LIMITS, nanos::get);
  private final DefaultCamelContext context = new DefaultCamelContext();
  private final BlockingQueue<String> steps = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> failures = new LinkedBlockingQueue<>();
  private volatile boolean hangs = true;

  /** Routes by the names of the daemon's, and its policies. */
  private abstract class Routes extends RouteBuilder {
    Routes() {
      context.addRoutePolicyFactory(watchdog);
      context.getCamelContextExtension().addInterceptStrategy(new FailurePolicy.JvmErrorBarrier());
    }

    final void start() throws Exception {
      context.getShutdownStrategy().setTimeout(1);
      context.addRoutes(this);
      context.start();
    }

    final void keepFailures() {
      onException(Exception.class)
          .handled(true)
          .process(
              it -> failures.add(it.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class) + ""));
    }
  }

  @AfterEach
  void stop() {
    watchdog.close();
    context.stop();
  }

  private void hang(Exchange exchange) throws InterruptedException {
    boolean wanted = hangs; // before the test, which waits for the step, changes it
    steps.add("begun");
    if (wanted) {
      new CountDownLatch(1).await();
    }
  }

  private void passes(long seconds) {
    nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    watchdog.beat(context);
  }

  private String next(BlockingQueue<String> queue) throws InterruptedException {
    return queue.poll(20, TimeUnit.SECONDS);
  }

  private void assertGivenUp(String told, String route, String when) {
    assertTrue(told.contains("round of route " + route + " given up") && told.contains(when), told);
    assertEquals(Optional.empty(), watchdog.fault());
  }

  @Test
  void aCycleWhoseSourceNeverComesBackIsInterruptedAndTheNextOneRuns() throws Exception {
    new Routes() {
      @Override
      public void configure() {
        keepFailures();
        from("timer:cycle?period=20").routeId("prediction-67").process(it -> hang(it));
      }
    }.start();
    assertEquals("begun", next(steps));
    passes(329);
    assertNull(failures.poll(1, TimeUnit.SECONDS), "a step may take 30 s beyond the deadline");
    hangs = false;
    passes(2);
    assertGivenUp(next(failures), "prediction-67", "after=331s deadline=300s");
    assertEquals("begun", next(steps));
  }

  @Test
  void aCycleBeginsNoStepAfterItsDeadlineButDealsWithTheFailure() throws Exception {
    new Routes() {
      @Override
      public void configure() {
        keepFailures();
        from("timer:cycle?repeatCount=1&delay=0")
            .routeId("prediction-67")
            .doTry()
            .to("direct:source")
            .doCatch(Exception.class)
            .process(it -> steps.add("caught"))
            .end()
            .process(it -> steps.add("claim"));
        from("direct:source")
            .errorHandler(noErrorHandler())
            .process(it -> nanos.addAndGet(Duration.ofSeconds(301).toNanos()))
            .process(it -> steps.add("next request"));
      }
    }.start();
    assertGivenUp(next(failures), "prediction-67", "after=301s deadline=300s");
    assertEquals(List.of("caught"), List.copyOf(steps));
  }

  @Test
  void theSigningLaneIsFreeAgainForTheNextClaim() throws Exception {
    new Routes() {
      @Override
      public void configure() {
        keepFailures();
        from("seda:submission").routeId("submission").process(it -> hang(it));
      }
    }.start();
    var lane = context.createProducerTemplate();
    lane.asyncSendBody("seda:submission?waitForTaskToComplete=Never", "first");
    assertEquals("begun", next(steps));
    hangs = false;
    passes(121);
    assertGivenUp(next(failures), "submission", "after=121s deadline=90s");
    lane.sendBody("seda:submission?waitForTaskToComplete=Always&timeout=20000", "second");
    assertEquals("begun", next(steps));
  }

  @Test
  void whoWaitsForTheLaneWaitsNoLongerThanItsOwnRound() throws Exception {
    new Routes() {
      @Override
      public void configure() {
        keepFailures();
        from("timer:cycle?period=600000&delay=0")
            .routeId("prediction-67")
            .process(it -> steps.add("claimed"))
            .to("seda:busy?waitForTaskToComplete=Always&timeout=" + Integer.MAX_VALUE);
      }
    }.start();
    assertEquals("claimed", next(steps));
    await()
        .until(
            () -> context.getEndpoint("seda:busy", SedaEndpoint.class).getExchanges().size() == 1);
    passes(331);
    assertGivenUp(next(failures), "prediction-67", "in step to[seda:busy]");
  }

  @Test
  void aSettlementRoundLeavesTheRestToTheNextOneAndFinishesItsRow() throws Exception {
    new Routes() {
      @Override
      public void configure() {
        keepFailures();
        from("timer:settlement?repeatCount=1&delay=0")
            .routeId("settlement")
            .setBody(constant(List.of("a", "b", "c")))
            .split()
            .exchange(it -> RoundTimeLeft.whileTimeIsLeft(it, it.getMessage().getBody(List.class)))
            .streaming()
            .to("direct:settle")
            .end()
            .process(it -> steps.add("sweep"));
        from("direct:settle")
            .process(RoundTimeLeft::letFinish)
            .process(it -> nanos.addAndGet(Duration.ofSeconds(70).toNanos()))
            .process(it -> steps.add(it.getMessage().getBody(String.class)));
      }
    }.start();
    assertGivenUp(next(failures), "settlement", "after=140s deadline=120s");
    assertEquals(List.of("a", "b"), List.copyOf(steps));
  }

  @Test
  void aRoundThatCannotEvenBeInterruptedTurnsLivenessDown() throws Exception {
    new Routes() {
      @Override
      public void configure() {
        from("timer:settlement?repeatCount=0&period=20")
            .routeId("settlement")
            .process(
                it -> {
                  steps.add("begun");
                  while (hangs) {
                    Thread.onSpinWait();
                  }
                });
      }
    }.start();
    assertEquals("begun", next(steps));
    passes(179);
    assertEquals(Optional.empty(), watchdog.fault());
    passes(2);
    assertEquals(Optional.of("route settlement does not finish its round"), watchdog.fault());
    hangs = false;
    await().until(() -> watchdog.fault().isEmpty());
  }

  private static RoundDeadlines limits(Map<String, String> keys) {
    return RoundDeadlines.of(
        Settings.loadStrict(
            Configuration.load(null, Map.of("HOME", "/srv"), keys), Map.of("HOME", "/srv")));
  }

  /** Five sources asked and cross-checked, and two for minute prices, at 22 s each. */
  @Test
  void theLimitsFollowFromTheSourcesAndTopicsOfTheSettings() {
    RoundDeadlines usual = limits(Map.of());
    assertTrue(usual.cycle().toSeconds() > (2 * 5 + 2) * 22, usual + "");
    assertTrue(usual.longestRound("prediction-67").compareTo(usual.cycle()) > 0);
    assertTrue(limits(Map.of("market.sources", "kraken")).cycle().compareTo(usual.cycle()) < 0);
    Duration step = limits(Map.of("market.reply-within", "60s")).overrun();
    assertTrue(step.toSeconds() > 75, step + "");
  }

  /** Topics beyond those that run side by side wait for the rounds of others to end. */
  @Test
  void aTopicThatWaitsForItsTurnIsNotLate() {
    StringBuilder topics = new StringBuilder("67");
    for (int topic = 1000; topic < 1064; topic++) {
      topics.append(',').append(topic);
    }
    Map<String, String> keys = new HashMap<>(Map.of("topics", topics + ""));
    for (int topic = 1000; topic < 1064; topic++) {
      keys.put("topic." + topic + ".target", "price");
      keys.put("topic." + topic + ".pair", "btcusd");
      keys.put("topic." + topic + ".horizon", "1h");
      keys.put("topic." + topic + ".model-url", "http://127.0.0.1:1/{TopicId}");
    }
    RoundDeadlines many = limits(keys);
    Duration two = many.longestRound("prediction-67").multipliedBy(2);
    Duration wait = many.longestWait("prediction-67", Duration.ofSeconds(1));
    assertTrue(wait.compareTo(two) > 0, wait + "");
  }

  @Test
  void aRoundIsInterruptedOnceItsLongestStepIsOverToo() {
    RoundTimeLeft round =
        RoundTimeLeft.begin(
            new DefaultExchange(context), "prediction-67", LIMITS.cycle(), nanos::get);
    nanos.addAndGet(Duration.ofSeconds(329).toNanos());
    assertFalse(round.interruptIfOver(LIMITS.overrun()));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    assertTrue(round.interruptIfOver(LIMITS.overrun()));
    round.end();
  }

  @Test
  void anInterruptionDoesNotReachTheRoundAfter() {
    Exchange exchange = new DefaultExchange(context);
    RoundTimeLeft round =
        RoundTimeLeft.begin(exchange, "settlement", Duration.ZERO, nanos::incrementAndGet);
    assertTrue(round.interruptIfOver(Duration.ZERO));
    round.end();
    assertFalse(Thread.currentThread().isInterrupted());
    assertFalse(round.interruptIfOver(Duration.ZERO));
    assertEquals(Failure.Retry.class, failureOf(exchange).getClass());
  }

  private static Throwable failureOf(Exchange exchange) {
    exchange.getExchangeExtension().setFromRouteId("settlement");
    try {
      RoundTimeLeft.requireTimeLeft(exchange, () -> "next");
      return new AssertionError("the round has time left");
    } catch (Failure late) {
      return late;
    }
  }
}
