package routes;

import static org.apache.camel.support.builder.ExpressionBuilder.constantExpression;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import domain.market.CandleSeries;
import domain.market.RandomWalkCandles;
import inference.GuardLimits;
import inference.GuardLimits.OutOfBoundsPolicy;
import inference.GuardLimits.ValueBounds;
import inference.HttpModelServer;
import inference.PredictionGuard;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import journal.Journal;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryState;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import ops.WorkerMetrics;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.allora.WorkerClients;
import routes.forecast.ForecastStep;
import routes.health.OperatorWarnings;
import routes.step.ClaimStep;
import routes.step.FailureRecorder;
import routes.step.FeatureStep;
import routes.step.GuardStep;
import routes.step.LastGoodValueFallback;
import routes.step.LocalModelStep;
import routes.step.PollGate;
import routes.topic.CompetitionCalendarTest;
import routes.topic.LeasedTopics;
import routes.topic.TopicPlan;
import routes.topic.TopicPlan.ModelLocation;
import routes.topic.TopicPlan.TopicRegistry;
import routes.topic.TopicPlan.WindowEndPolicy;

/** The prediction route with everything real between market and submission lane. */
@CamelMainTest(
    mockEndpointsAndSkip = "(allora|seda):.*|direct:(market-if-any|known-part)",
    properties = {"market.reply-within=8000", "camel.management.enabled=false"})
class ModelServerRouteTest {
  private static final CandleSeries CANDLES = RandomWalkCandles.candles(2_000, 5);
  private static final Instant OPENED = CANDLES.asOf().plusSeconds(60);
  private static final TopicSpec TOPIC =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));

  private static final GuardLimits LIMITS =
      new GuardLimits(
          4,
          OutOfBoundsPolicy.BLOCK,
          6,
          OptionalDouble.of(4),
          new ValueBounds(Double.NEGATIVE_INFINITY, 5),
          false);

  @TempDir static Path dir;

  @EndpointInject("mock:allora:windows")
  private MockEndpoint window;

  @EndpointInject("mock:direct:market-if-any")
  private MockEndpoint market;

  @EndpointInject("mock:seda:submission")
  private MockEndpoint submission;

  @EndpointInject("direct:tick")
  private ProducerTemplate tick;

  private final StubMarketServer server = new StubMarketServer(request -> new Response(500, ""));
  private final AtomicReference<Instant> now = new AtomicReference<>(OPENED.plusSeconds(20));
  private Journal journal;

  @Configure
  void configure(MainConfigurationProperties main) {
    journal = Journal.open(JournalLocation.file(dir.resolve(UUID.randomUUID() + ".db")), now::get);
    HttpModelServer http =
        new HttpModelServer(server.url() + "/inference/{Token}?h={BlockHeight}&k=s3", "BTC");
    TopicRegistry topics =
        new TopicRegistry(
            List.of(
                new TopicPlan(
                    TOPIC,
                    new ModelLocation.Server(http),
                    new PredictionGuard(LIMITS),
                    WindowEndPolicy.LAST_GOOD)));
    main.addRoutesBuilder(new PredictionRoute(steps(topics)));
    main.addRoutesBuilder(new ModelServerRoute(topics));
    main.addRoutesBuilder(new FailurePolicy(new FailureRecorder(journal, stop -> {})));
  }

  private PredictionRoute.Steps steps(TopicRegistry topics) {
    return new PredictionRoute.Steps(
        PollGate.alwaysOpen(),
        topics,
        CompetitionCalendarTest.always(journal, now::get),
        LeasedTopics.all(),
        new FakeRouteSteps.UnconcernedGuard(),
        new FeatureStep(topics, new WorkerMetrics()),
        new LocalModelStep(topics, new OperatorWarnings()),
        new GuardStep(topics, UnusedWorkerClients.workers(), new OperatorWarnings(), "test"),
        ForecastStep.none(),
        new ClaimStep(journal),
        new LastGoodValueFallback(topics, journal, now::get));
  }

  @BindToRegistry("allora")
  public WorkerClients allora() {
    return UnusedWorkerClients.workers();
  }

  @BeforeEach
  void instantiate() {
    CamelContext context = tick.getCamelContext();
    TemplatedRouteBuilder.builder(context, "prediction")
        .routeId("prediction-67")
        .parameter("topic", 67)
        .parameter("trigger", "direct:tick")
        .add();
    market.returnReplyBody(constantExpression(CANDLES));
  }

  @AfterEach
  void close() {
    journal.close();
    server.close();
  }

  @Test
  void theServersAnswerIsClaimedForTheWindowItWasAskedFor() throws Exception {
    answer(200, "{\"value\":\"0.0125\"}");
    submission.expectedMessageCount(1);
    Entry entry = ticked(700);
    submission.assertIsSatisfied();
    assertEquals(EntryState.CLAIMED, entry.state());
    assertEquals("0.0125", entry.value());
    assertEquals("0", entry.provenance().knownReturn());
    assertEquals("/inference/BTC?h=700&k=s3", server.requests().get(0).uri().toString());
  }

  @Test
  void aBrokenConnectionIsTriedThreeTimesAndTheAddressNotTold() {
    answer(-1, "");
    Entry entry = ticked(700);
    assertEquals(EntryState.OPEN, entry.state());
    assertEquals(FailureReason.MODEL, entry.reason());
    assertEquals(3, server.requests().size());
    assertFalse(
        entry.reasonDetail().contains("127.0.0.1") || entry.reasonDetail().contains("s3"),
        entry.reasonDetail());
  }

  @Test
  void theNextTickAsksAgainAndMaySucceed() {
    answer(500, "<html>");
    assertTrue(ticked(700).reasonDetail().contains("answers status 500"));
    answer(200, "{\"value\":-0.01}");
    assertEquals("-0.01", ticked(700).value());
  }

  @Test
  void anUnreadableAnswerIsNotAskedForAgainInTheSameTick() {
    answer(200, "{\"value\": NaN}");
    Entry entry = ticked(700);
    assertTrue(entry.reasonDetail().contains("unreadable answer"), entry.reasonDetail());
    assertEquals(1, server.requests().size());
  }

  @Test
  void anAbsurdAnswerIsNotClaimed() {
    answer(200, "{\"value\":\"5\"}");
    Entry entry = ticked(700);
    assertEquals(EntryState.OPEN, entry.state());
    assertEquals(FailureReason.GUARD, entry.reason());
  }

  @Test
  void withoutCandlesTheAnswerIsHeldAgainstTheTopicsOwnBoundsOnly() {
    market.returnReplyBody(constantExpression(null));
    answer(200, "{\"value\":\"5\"}");
    Entry entry = ticked(700);
    assertEquals("5.0", entry.value());
    assertEquals(0, entry.provenance().rows());
    answer(200, "{\"value\":\"5.1\"}");
    assertEquals(FailureReason.GUARD, ticked(1_420).reason());
  }

  @Test
  void theLastGoodValueGoesOutOnlyInTheWindowsLastFifthAndIsFlagged() {
    answer(200, "{\"value\":\"0.0125\"}");
    ticked(700);
    answer(500, "");
    now.set(OPENED.plusSeconds(2_399));
    assertEquals(EntryState.OPEN, ticked(1_420).state());
    now.set(OPENED.plusSeconds(2_401));
    Entry entry = ticked(1_420);
    assertEquals(EntryState.CLAIMED, entry.state());
    Claim claim = entry.claim().orElseThrow();
    assertEquals("0.0125", claim.value());
    assertEquals("test" + LastGoodValueFallback.FLAG, claim.provenance().codeVersion());
    assertTrue(entry.reasonDetail().contains("is sent once more"), entry.reasonDetail());
  }

  @Test
  void noWindowIsAnsweredFromDataOfTheDayBefore() {
    answer(200, "{\"value\":\"0.0125\"}");
    ticked(700);
    answer(500, "");
    now.set(OPENED.plus(Duration.ofHours(24)).plusSeconds(2_401));
    assertEquals(EntryState.OPEN, ticked(18_000, Duration.ofHours(24)).state());
  }

  private void answer(int status, String body) {
    server.answerWith(request -> new Response(status, body));
  }

  private Entry ticked(long nonce) {
    return ticked(nonce, Duration.ZERO);
  }

  private Entry ticked(long nonce, Duration later) {
    Instant opened = OPENED.plus(later);
    Window open =
        new Window(
            new WindowKey("c", 67, nonce, "allo1"), nonce + 600, opened, opened.plusSeconds(3_000));
    window.returnReplyBody(constantExpression(List.of(open)));
    tick.sendBody("tick");
    return journal.find(open.key()).orElseThrow();
  }
}
