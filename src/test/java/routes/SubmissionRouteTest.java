package routes;

import static org.apache.camel.support.builder.ExpressionBuilder.constantExpression;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Provenance;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import journal.Journal;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.apache.camel.BindToRegistry;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.main.MainConfigurationProperties;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.Configure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.allora.WorkerClients;
import routes.step.FailureRecorder;
import routes.step.SettlementSteps;
import routes.step.SubmissionSteps;
import routes.topic.ExchangeProperties;
import routes.topic.RoundTimeLeft;

/** The irreversible steps against a real journal, with the network's endpoints mocked. */
@CamelMainTest(
    mockEndpointsAndSkip = "allora:.*",
    properties = {"settle.period=600000", "camel.management.enabled=false"})
class SubmissionRouteTest {
  private static final Instant OPENED = Instant.parse("2026-03-02T09:00:00Z");
  private static final Window WINDOW =
      new Window(
          new WindowKey("c", 67, 700, "allo1"), 1300, OPENED, OPENED.plus(Duration.ofHours(1)));
  private static final Claim CLAIM =
      new Claim(
          WINDOW,
          "0.5",
          new Provenance(new DataOrigin.RealMarket("tiingo"), OPENED, 1, "input", "model", "test"));

  @TempDir static Path dir;

  @EndpointInject("mock:allora:sign")
  private MockEndpoint sign;

  @EndpointInject("mock:allora:broadcast")
  private MockEndpoint broadcast;

  @EndpointInject("mock:allora:receipt")
  private MockEndpoint receipt;

  @EndpointInject(SubmissionRoute.ENDPOINT)
  private ProducerTemplate lane;

  @EndpointInject("direct:settle")
  private ProducerTemplate settle;

  private final Journal journal =
      Journal.open(JournalLocation.file(place()), () -> OPENED.plusSeconds(20));
  private final List<EntryState> stateAtBroadcast = new ArrayList<>();

  private static Path place() {
    return dir.resolve(UUID.randomUUID() + ".db");
  }

  @Configure
  void configure(MainConfigurationProperties main) {
    SubmissionSteps submission =
        new SubmissionSteps(journal, () -> OPENED.plusSeconds(20), new WorkerMetrics());
    SettlementSteps settlement =
        new SettlementSteps(
            journal,
            UnusedWorkerClients.workers(),
            Set.of(),
            new WorkerMetrics(),
            new FailureRecorder(journal, it -> {}),
            () -> Instant.MAX);
    main.addRoutesBuilder(new SubmissionRoute(submission, new FakeRouteSteps.UnconcernedGuard()));
    main.addRoutesBuilder(new SettlementRoute(settlement, submission));
    main.addRoutesBuilder(new FailurePolicy(new FailureRecorder(journal, stop -> {})));
  }

  @BindToRegistry("allora")
  public WorkerClients allora() {
    return UnusedWorkerClients.workers();
  }

  @BeforeEach
  void claim() {
    journal.recordClaim(CLAIM);
    sign.returnReplyBody(constantExpression(new Submission(CLAIM, attempt(1))));
    broadcast.whenAnyExchangeReceived(
        exchange -> {
          stateAtBroadcast.add(entry().state());
          exchange.getMessage().setBody(new BroadcastResult.InMempool("node"));
        });
  }

  @AfterEach
  void close() {
    journal.close();
  }

  private static Attempt attempt(int number) {
    return new Attempt(
        number, "bytes" + number, "HASH" + number, 7, 200_000, BigInteger.TEN, 1300, 1);
  }

  private Entry entry() {
    return journal.find(WINDOW.key()).orElseThrow();
  }

  @Test
  void theSignedBytesAreInTheJournalBeforeAnyoneElseSeesThem() {
    lane.sendBody(CLAIM);
    assertEquals(List.of(EntryState.SIGNED), stateAtBroadcast);
    assertEquals(EntryState.SENT, entry().state());
    assertEquals(20, entry().secondsToBroadcast().orElseThrow());
  }

  /** What is written as signed is sent and marked, however late. */
  @Test
  void aRoundThatIsOverWhileItSendsStillMarksWhatItSent() {
    AtomicLong nanos = new AtomicLong();
    sign.whenAnyExchangeReceived(
        exchange -> {
          RoundTimeLeft.begin(exchange, "submission", Duration.ofSeconds(90), nanos::get);
          exchange.getMessage().setBody(new Submission(CLAIM, attempt(1)));
        });
    broadcast.whenAnyExchangeReceived(
        exchange -> {
          nanos.set(Duration.ofSeconds(91).toNanos());
          exchange.getMessage().setBody(new BroadcastResult.InMempool("node"));
        });
    lane.sendBody(CLAIM);
    assertEquals(EntryState.SENT, entry().state());
  }

  @Test
  void aClaimOnItsWayIsNotSignedAgain() throws Exception {
    sign.expectedMessageCount(1);
    lane.sendBody(CLAIM);
    lane.sendBody(CLAIM);
    sign.assertIsSatisfied();
  }

  @Test
  void aFailureToSignLeavesTheClaimAndItsReason() {
    sign.whenAnyExchangeReceived(
        exchange -> {
          throw new Failure.Retry(FailureReason.FEE_CAP, "fee above the cap");
        });
    lane.sendBody(CLAIM);
    assertEquals(EntryState.CLAIMED, entry().state());
    assertEquals(FailureReason.FEE_CAP, entry().reason());
    assertTrue(stateAtBroadcast.isEmpty());
  }

  @Test
  void onlyADeadAttemptMakesRoomForTheNext() {
    Failure fee = new Failure.Retry(FailureReason.REFUSED, "insufficient fee");
    broadcast.returnReplyBody(constantExpression(new BroadcastResult.Refused("node", fee, true)));
    lane.sendBody(CLAIM);
    assertEquals(EntryState.CLAIMED, entry().state());
    sign.returnReplyBody(constantExpression(new Submission(CLAIM, attempt(2))));
    lane.sendBody(CLAIM);
    assertEquals(2, sign.getExchanges().get(1).getProperty("attempt"));
    assertEquals(2, entry().attempts().size());
  }

  @Test
  void fiveTransactionsArePaidForInVainAndNoMore() throws Exception {
    Failure gas = new Failure.Retry(FailureReason.OUT_OF_GAS, "it needs more gas");
    sign.expectedMessageCount(5);
    for (int number = 1; number <= 6; number++) {
      sign.returnReplyBody(constantExpression(new Submission(CLAIM, attempt(number))));
      lane.sendBody(CLAIM);
      if (entry().state() == EntryState.SENT) {
        journal.applyOutcome(
            WINDOW.key(), number, new SubmissionOutcome.Rejected(701, "sdk", 11, "out", gas));
      }
    }
    sign.assertIsSatisfied();
    assertEquals(EntryState.INCLUDED_REJECTED, entry().state());
    assertEquals(FailureReason.OUT_OF_GAS, entry().reason());
    assertTrue(
        entry().reasonDetail().contains("5 transactions were paid for and failed"),
        entry().reasonDetail());
  }

  @Test
  void whatTheChainHasNotSeenGoesOutAgainByteForByte() {
    lane.sendBody(CLAIM);
    receipt.returnReplyBody(constantExpression(new SubmissionOutcome.NotFound(705, false)));
    settle.sendBody(entry());
    Submission again = broadcast.getExchanges().get(1).getMessage().getBody(Submission.class);
    assertEquals(attempt(1), again.attempt());
    assertEquals(1, sign.getReceivedCounter());
  }

  @Test
  void anInferenceReadBackClosesTheEntry() {
    lane.sendBody(CLAIM);
    receipt.returnReplyBody(constantExpression(new SubmissionOutcome.Accepted(702)));
    settle.sendBody(entry());
    assertEquals(EntryState.ACCEPTED, entry().state());
  }

  @Test
  void aCrashAfterTheClaimSignsTheClaimedValue() {
    settle.sendBody(entry());
    assertEquals(CLAIM, sign.getExchanges().get(0).getIn().getBody());
    assertEquals(EntryState.SENT, entry().state());
  }

  /** As where two daemons share a journal and both come to the same window. */
  @Test
  void aSecondValueThatTheJournalRefusedDoesNotHarmTheFirst() {
    Claim other = new Claim(CLAIM.window(), "0.75", CLAIM.provenance());
    Failure refusal = assertThrows(Failure.Skip.class, () -> journal.recordClaim(other));
    Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    exchange.getExchangeExtension().setFromRouteId("prediction-67");
    exchange.setProperty(ExchangeProperties.WINDOW, CLAIM.window());
    exchange.setProperty(Exchange.EXCEPTION_CAUGHT, refusal);
    new FailureRecorder(journal, stop -> {}).recordFailure(exchange);
    assertEquals(EntryState.CLAIMED, entry().state());
    assertNull(entry().reason());
  }
}
