package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import domain.Failure;
import domain.FailureReason;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import journal.Journal;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ProcessorEndpoint;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;
import routes.step.FailureRecorder;
import routes.step.SettlementSteps;
import routes.step.SubmissionSteps;
import routes.topic.ExchangeProperties;

/**
 * Whatever is thrown at whatever step: a row with its reason, a line with its window, the trace at
 * DEBUG, and a route that answers once the mishap is over. The real routes, journal and policy.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RouteFaultRecoveryTest {
  private static final Map<String, Supplier<Throwable>> KINDS =
      Map.of(
          "failure", () -> new Failure.Retry(FailureReason.NO_DATA, "nothing there"),
          "fault", () -> new IllegalStateException("boom"),
          "checked", () -> new Exception("boom"),
          "wrapped",
              () -> new RuntimeException(new Failure.Retry(FailureReason.NO_DATA, "nothing")),
          "stack", StackOverflowError::new,
          "linkage", () -> new NoClassDefFoundError("ai/onnxruntime/OrtException"),
          "nothing", () -> null);

  @TempDir static Path dir;
  private final List<Failure.Stop> stops = new ArrayList<>();
  private final ListAppender<ILoggingEvent> log = new ListAppender<>();
  private final Logger logger = (Logger) LoggerFactory.getLogger(FailureRecorder.class);
  private final DefaultCamelContext context = new DefaultCamelContext();
  private Journal journal;
  private FaultInjectingSteps faultySteps;
  private FailureRecorder failures;
  private ProducerTemplate send;

  @BeforeAll
  void start() throws Exception {
    journal =
        Journal.open(JournalLocation.file(dir.resolve("j.db")), () -> FaultInjectingSteps.NOW);
    faultySteps = new FaultInjectingSteps(journal);
    failures = new FailureRecorder(journal, stops::add);
    logger.setLevel(Level.DEBUG);
    logger.addAppender(log);
    log.start();
    endpoints();
    routes();
    context.getShutdownStrategy().setTimeout(1);
    context.start();
    send = context.createProducerTemplate();
  }

  private void endpoints() {
    context.addComponent("timer", new OnDemand());
    context.addComponent(
        "allora",
        new DefaultComponent() {
          @Override
          protected Endpoint createEndpoint(String uri, String step, Map<String, Object> more) {
            more.clear();
            return new ProcessorEndpoint(
                uri,
                this,
                it ->
                    it.getMessage().setBody(faultySteps.network(step, it.getMessage().getBody())));
          }
        });
    context.getPropertiesComponent().setLocation("classpath:application.properties");
  }

  private void routes() throws Exception {
    SubmissionSteps submission =
        new SubmissionSteps(journal, () -> FaultInjectingSteps.NOW, new WorkerMetrics());
    SettlementSteps settlement =
        new SettlementSteps(
            journal,
            UnusedWorkerClients.workers(),
            Set.of(),
            new WorkerMetrics(),
            failures,
            () -> Instant.MAX);
    context.addRoutes(new FailurePolicy(failures));
    context.addRoutes(new PredictionRoute(faultySteps.steps()));
    context.addRoutes(new SubmissionRoute(submission, new FakeRouteSteps.UnconcernedGuard()));
    context.addRoutes(new SettlementRoute(settlement, submission));
    context.addRoutes(new ScoringRoute(faultySteps.new Scoring()));
    context.addRoutes(
        new HeartbeatRoute(faultySteps.new Heartbeat(), faultySteps.new Standing(), failures, ""));
    context.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:market").process(it -> it.getMessage().setBody(faultySteps.market()));
            from("direct:known-part").setBody(constant(FaultInjectingSteps.known()));
          }
        });
    TemplatedRouteBuilder.builder(context, "prediction")
        .routeId("prediction-67")
        .parameter("topic", 67)
        .parameter("trigger", "direct:tick")
        .add();
  }

  @AfterAll
  void stop() {
    context.stop();
    logger.detachAppender(log);
    logger.setLevel(null);
    journal.close();
  }

  static Stream<Arguments> beforeTheClaim() {
    return Stream.of("market", "features", "model", "guard", "claim")
        .flatMap(RouteFaultRecoveryTest::kinds);
  }

  static Stream<Arguments> afterTheClaim() {
    return Stream.of("sign", "broadcast").flatMap(RouteFaultRecoveryTest::kinds);
  }

  static Stream<Arguments> aside() {
    return Stream.of("score", "heartbeat", "levels", "standing")
        .flatMap(RouteFaultRecoveryTest::kinds);
  }

  static Stream<Arguments> kinds() {
    return KINDS.keySet().stream().map(Arguments::of);
  }

  private static Stream<Arguments> kinds(String step) {
    return KINDS.keySet().stream().map(kind -> Arguments.of(step, kind));
  }

  @BeforeEach
  void another() {
    faultySteps.next();
    failures.resetRepeats();
    log.list.clear();
    stops.clear();
  }

  private void tick() {
    send.sendBody("direct:tick", "");
  }

  private Entry row() {
    return journal.find(faultySteps.window().key()).orElseThrow();
  }

  private void spoken(String kind) {
    FailureReason reason = KINDS.get(kind).get() == null ? FailureReason.INTERNAL : reason(kind);
    assertEquals(reason, row().reason());
    told();
  }

  private static FailureReason reason(String kind) {
    return kind.equals("failure") || kind.equals("wrapped")
        ? FailureReason.NO_DATA
        : FailureReason.INTERNAL;
  }

  /** One line for people with the window, and the trace below it. */
  private void told() {
    assertTrue(
        log.list.stream()
            .filter(it -> it.getLevel() == Level.WARN)
            .anyMatch(it -> it.getFormattedMessage().contains(faultySteps.window().toString())),
        log.list::toString);
    traced();
  }

  private void traced() {
    assertTrue(
        log.list.stream()
            .filter(it -> it.getLevel() == Level.DEBUG)
            .anyMatch(it -> it.getThrowableProxy() != null),
        log.list::toString);
  }

  private void answersNow() {
    faultySteps.clearFaults();
    tick();
    if (row().state() == EntryState.CLAIMED || row().state() == EntryState.SIGNED) {
      send.sendBody("timer:settlement", "");
    }
    send.sendBody("timer:settlement", "");
    assertEquals(EntryState.ACCEPTED, row().state());
    assertTrue(stops.isEmpty());
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void blindnessForTheWindowsIsRememberedUntilThereIsARow(String kind) {
    faultySteps.plant("windows", KINDS.get(kind));
    tick();
    Optional<Failure> blind = failures.takeTopicFailure(67);
    assertEquals(
        Optional.of(kind.equals("nothing") ? FailureReason.INTERNAL : reason(kind)),
        blind.map(Failure::reason));
    traced();
    answersNow();
  }

  @ParameterizedTest
  @MethodSource("beforeTheClaim")
  void beforeTheClaimTheWindowStaysOpenWithItsReason(String step, String kind) {
    faultySteps.plant(step, KINDS.get(kind));
    tick();
    assertEquals(EntryState.OPEN, row().state());
    spoken(kind);
    answersNow();
  }

  @ParameterizedTest
  @MethodSource("afterTheClaim")
  void afterTheClaimSettlementGoesOnFromWhereItStopped(String step, String kind) {
    faultySteps.plant(step, KINDS.get(kind));
    tick();
    assertEquals(step.equals("sign") ? EntryState.CLAIMED : EntryState.SIGNED, row().state());
    spoken(kind);
    answersNow();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void aReceiptThatFailsLeavesTheRowSentWithItsReason(String kind) {
    tick();
    faultySteps.plant("receipt", KINDS.get(kind));
    send.sendBody("timer:settlement", "");
    assertEquals(EntryState.SENT, row().state());
    spoken(kind);
    answersNow();
  }

  @ParameterizedTest
  @MethodSource("aside")
  void whatIsNotThePredictionDoesNotTouchIt(String step, String kind) {
    answersNow();
    faultySteps.plant(step, KINDS.get(kind));
    send.sendBody("timer:" + (step.equals("score") ? "scoring" : step), "");
    if (!kind.equals("nothing")) {
      traced();
    }
    assertEquals(EntryState.ACCEPTED, row().state());
    assertTrue(stops.isEmpty());
  }

  @Test
  void aJournalThatCannotBeReadStopsTheDaemonForAnOperator() {
    Journal broken =
        Journal.open(JournalLocation.file(dir.resolve("b.db")), () -> FaultInjectingSteps.NOW);
    broken.close();
    Exchange exchange = new DefaultExchange(context);
    exchange.setProperty(ExchangeProperties.WINDOW, faultySteps.window());
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, new IllegalStateException("boom"));
    new FailureRecorder(broken, stops::add).recordInternalFault(exchange);
    assertTrue(stops.stream().anyMatch(it -> it.exitCode() == 2), stops::toString);
  }

  /** A timer that ticks when it is sent something. */
  private static final class OnDemand extends DirectComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String name, Map<String, Object> more)
        throws Exception {
      more.clear();
      return super.createEndpoint(uri, name, more);
    }
  }
}
