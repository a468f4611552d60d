package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.NetworkInference;
import domain.Prediction;
import domain.Provenance;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.Window;
import domain.WindowKey;
import domain.market.Candle;
import domain.market.CandleSeries;
import domain.market.DataOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import market.fetch.MinutePriceFetch.KnownReturn;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.TemplatedRouteBuilder;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.allora.WorkerClients;

/** The route alone: the network, the market and the submission lane are mocked endpoints. */
@CamelMainTest(
    mockEndpointsAndSkip = "(allora|seda):.*|direct:(market|known-part)",
    properties = {"camel.management.enabled=false"})
class PredictionRouteTest {
  private static final Instant NOW = Instant.parse("2026-03-02T09:00:00Z");
  private static final TopicSpec TOPIC =
      new TopicSpec(67, PredictionTarget.LOG_RETURN, "btcusd", Duration.ofHours(168));
  private static final Window WINDOW =
      new Window(new WindowKey("c", 67, 700, "allo1"), 1300, NOW, NOW.plusSeconds(3000));
  private static final CandleSeries CANDLES =
      new CandleSeries(
          "btcusd",
          Duration.ofHours(1),
          new DataOrigin.RealMarket("tiingo"),
          List.of(new Candle(NOW, 1, 1, 1, 1, 1)));

  private static final Provenance PROVENANCE =
      new Provenance(CANDLES.origin(), NOW, 1, "input", "model", "test");

  private final FakeRouteSteps steps = new FakeRouteSteps(TOPIC);

  @EndpointInject("mock:allora:windows")
  private MockEndpoint window;

  @EndpointInject("mock:allora:consensus")
  private MockEndpoint consensus;

  @EndpointInject("mock:direct:market")
  private MockEndpoint market;

  @EndpointInject("mock:direct:known-part")
  private MockEndpoint known;

  @EndpointInject("mock:seda:submission")
  private MockEndpoint submission;

  @EndpointInject("direct:tick")
  private ProducerTemplate tick;

  @Configure
  void configure(MainConfigurationProperties main) {
    main.addRoutesBuilder(new PredictionRoute(steps.steps()));
    main.addRoutesBuilder(new FailurePolicy(steps.new Failures()));
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
    window.returnReplyBody(constant(List.of(WINDOW)));
    market.returnReplyBody(constant(CANDLES));
    known.returnReplyBody(constant(new KnownReturn(0.001, CANDLES.origin(), "tiingo: as told")));
  }

  private static org.apache.camel.Expression constant(Object value) {
    return org.apache.camel.support.builder.ExpressionBuilder.constantExpression(value);
  }

  @Test
  void anOpenWindowIsAnsweredStepByStepAndHandedToTheSubmissionLane() throws Exception {
    submission.expectedMessageCount(1);
    tick.sendBody("tick");
    submission.assertIsSatisfied();
    assertEquals(List.of("features", "predict", "claim"), steps.asked);
    Claim claim = submission.getExchanges().get(0).getMessage().getBody(Claim.class);
    assertEquals(WINDOW, claim.window());
  }

  @Test
  void theGuardIsToldTheNetworksOwnInference() throws Exception {
    consensus.returnReplyBody(constant(Optional.of(new NetworkInference(700, 0.03))));
    submission.expectedMessageCount(1);
    tick.sendBody("tick");
    submission.assertIsSatisfied();
    assertEquals(OptionalDouble.of(0.03), steps.consensus);
  }

  @Test
  void whileAnotherReplicaHoldsTheWalletTheChainIsNotAsked() throws Exception {
    steps.standby = true;
    tick.sendBody("tick");
    assertEquals(0, window.getReceivedCounter());
    assertTrue(steps.asked.isEmpty());
  }

  @Test
  void noOpenWindowMeansNoRequestToTheMarket() throws Exception {
    window.returnReplyBody(constant(List.of()));
    market.expectedMessageCount(0);
    tick.sendBody("tick");
    market.assertIsSatisfied();
    assertTrue(steps.asked.isEmpty());
  }

  @Test
  void anAnsweredWindowMeansNoRequestToTheMarket() throws Exception {
    steps.due = false;
    market.expectedMessageCount(0);
    tick.sendBody("tick");
    market.assertIsSatisfied();
  }

  @Test
  void aFailingModelLeavesNoClaimAndALivingRoute() throws Exception {
    steps.modelFault =
        new Failure.Retry(FailureReason.MODEL, "model: hash differs from the manifest");
    submission.expectedMessageCount(0);
    tick.sendBody("tick");
    submission.assertIsSatisfied();
    assertEquals(List.of("features", "predict", "expected"), steps.asked);

    steps.modelFault = null;
    submission.reset();
    submission.expectedMessageCount(1);
    tick.sendBody("tick");
    submission.assertIsSatisfied();
  }

  @Test
  void theLastGoodValueIsClaimedWhereTheModelFailsAtTheWindowsEnd() throws Exception {
    steps.modelFault = new Failure.Retry(FailureReason.MODEL, "model: no answer");
    steps.lastGood = new Prediction(67, 0.25, PROVENANCE);
    submission.expectedMessageCount(1);
    tick.sendBody("tick");
    submission.assertIsSatisfied();
    assertEquals(List.of("features", "predict", "claim", "note"), steps.asked);
    Claim claim = submission.getExchanges().get(0).getMessage().getBody(Claim.class);
    assertEquals("0.25", claim.value());
  }

  @Test
  void aFaultNobodyExpectedIsHandledToo() {
    steps.modelFault = new IllegalStateException("boom");
    tick.sendBody("tick");
    assertEquals(List.of("features", "predict", "unexpected"), steps.asked);
  }
}
