package chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.ChainClientFixture;
import chain.StubNetwork;
import devnet.ledger.GenesisTopic;
import devnet.server.FaultPolicy.RequestAction;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Windows of minutes are not simulated one by one, until anything goes otherwise than before. */
class AcceptedGasTest {
  private static final long EPOCH = 24;

  private static final String BOTH = "true/true";
  private static final String NEITHER = "false/false";

  private final Set<String> asked = ConcurrentHashMap.newKeySet();
  private ChainClientFixture client;
  private long epoch = EPOCH;
  private Window last;

  @BeforeEach
  void start() {
    List<GenesisTopic> topics =
        List.of(GenesisTopic.logReturnTopic(67), GenesisTopic.logReturnTopic(68)).stream()
            .map(it -> it.withBlockLengths(epoch, 12, epoch))
            .toList();
    client = new ChainClientFixture(options -> options.withTopics(topics));
    client.script(
        (method, path, count) -> {
          asked.add(path.replaceAll("/allo1.*", "").replaceAll(".*/", ""));
          return new RequestAction.ReplyNormally();
        });
    client.blocks(1);
  }

  @AfterEach
  void end() {
    client.close();
  }

  private Window window(long topic) {
    return client.allora.newestOpenWindow(topic).orElseThrow();
  }

  private Window nextWindow() {
    client.skipTo(last == null ? client.devnet.height() + 1 : last.nonce() + epoch + 1);
    last = window(67);
    return last;
  }

  private Submission sent(Claim claim, int number) {
    Submission submission = client.allora.sign(claim, number);
    assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
    client.blocks(1);
    return submission;
  }

  /** An epoch with an accepted submission: was there a simulation, was the account read? */
  private String accepted() {
    Window window = nextWindow();
    asked.clear();
    Submission submission = sent(client.claim(window, "0." + last.nonce()), 1);
    assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(submission));
    return asked();
  }

  private String asked() {
    return asked.contains("simulate") + "/" + asked.contains("account_info");
  }

  private void establish() {
    assertEquals(BOTH, accepted());
    assertEquals(BOTH, accepted());
    assertEquals(NEITHER, accepted());
  }

  @Test
  void simulatesTwoWindowsAndTakesTheirGasForTheNext() {
    establish();
    assertEquals(NEITHER, accepted());
    assertEquals(NEITHER, accepted());
  }

  @Test
  void aFailedTransactionIsToldByTheChainAndTheNextOneIsSimulated() {
    establish();
    client.devnet.controls().failNextPayload("emissions", 78, "no");
    Window window = nextWindow();
    asked.clear();
    Submission submission = sent(client.claim(window, "0.5"), 1);
    var rejected =
        assertInstanceOf(SubmissionOutcome.Rejected.class, client.allora.receipt(submission));
    assertEquals(78, rejected.code());
    assertFalse(asked.contains("simulate"));
    assertEquals(BOTH, accepted());
    assertEquals(BOTH, accepted());
    assertEquals(NEITHER, accepted());
  }

  @Test
  void aTransactionOfAnotherProgramCostsOneRefusedBroadcast() {
    establish();
    client.devnet.controls().incrementSequence(StubNetwork.WORKER);
    Claim claim = client.claim(nextWindow(), "0.5");
    BroadcastResult refused = client.allora.broadcast(client.allora.sign(claim, 1));
    assertTrue(
        assertInstanceOf(BroadcastResult.Refused.class, refused).canNeverBeIncluded(),
        refused.toString());
    asked.clear();
    assertInstanceOf(SubmissionOutcome.Accepted.class, client.allora.receipt(sent(claim, 2)));
    assertEquals(BOTH, asked());
    assertEquals(NEITHER, accepted());
  }

  @Test
  void aMissedWindowIsFollowedByTwoSimulations() {
    establish();
    nextWindow();
    assertEquals(BOTH, accepted());
    assertEquals(BOTH, accepted());
    assertEquals(NEITHER, accepted());
  }

  @Test
  void anotherProgramMayHaveUsedTheWalletSince() {
    establish();
    client.allora.forgetOwnTransactions();
    assertEquals(BOTH, accepted());
  }

  @Test
  void anEmptyAccountAndAPriceAboveTheCapAreToldBeforeAnythingIsSent() {
    establish();
    client.devnet.controls().setBalance(StubNetwork.WORKER, BigInteger.TEN);
    Claim claim = client.claim(nextWindow(), "0.5");
    assertEquals(FailureReason.NO_FUNDS, refusal(claim));
    client.devnet.controls().fund(StubNetwork.WORKER, BigInteger.TEN.pow(18));
    client.devnet.controls().setGasPrice(new BigDecimal("3000"));
    client.blocks(1);
    assertEquals(FailureReason.FEE_CAP, refusal(claim));
  }

  private FailureReason refusal(Claim claim) {
    return assertThrows(Failure.Retry.class, () -> client.allora.sign(claim, 1)).reason();
  }

  @Test
  void moreGasIsOfferedAfterItRanOut() {
    establish();
    client.devnet.controls().setGasFactor(5);
    Claim claim = client.claim(nextWindow(), "0.5");
    Submission scarce = sent(claim, 1);
    var rejected =
        assertInstanceOf(SubmissionOutcome.Rejected.class, client.allora.receipt(scarce));
    assertEquals(FailureReason.OUT_OF_GAS, rejected.failure().reason());
    asked.clear();
    Submission more = client.allora.sign(claim, 2);
    assertTrue(more.attempt().gasLimit() > scarce.attempt().gasLimit());
    assertEquals(BOTH, asked());
  }

  /** The gas of the topic that was not simulated says nothing of the other. */
  @Test
  void anotherTopicOfTheBlockIsSimulated() {
    establish();
    nextWindow();
    asked.clear();
    client.allora.sign(client.claim(window(67), "0.5"), 1);
    client.allora.sign(client.claim(window(68), "0.5"), 1);
    assertTrue(asked.contains("simulate"));
  }

  @Test
  void aLargerPayloadIsSimulated() {
    SequenceNumbers sequences = new SequenceNumbers();
    AcceptedGas gas = new AcceptedGas(sequences);
    Window window = client.allora.newestWindow(67).orElseThrow();
    Window[] windows = {window, later(window, 1), later(window, 2)};
    for (int i = 0; i < 2; i++) {
      Claim claim = client.claim(windows[i], "0.1|allo1a=0.2,allo1b=0.3");
      assertTrue(gas.gasFor(claim, "v10").isEmpty());
      gas.recordSigned(claim, "v10", 90_000);
      gas.recordAccepted(claim);
      gas.recordAccepted(claim);
    }
    assertEquals(90_000, gas.gasFor(client.claim(windows[2], "0.1|allo1a=0.2"), "v10").orElse(0));
    Claim same = client.claim(windows[2], "0.1|allo1a=0.2,allo1c=0.3");
    assertEquals(90_000, gas.gasFor(same, "v10").orElse(0));
    Claim larger = client.claim(windows[2], "0.1|allo1a=0.2,allo1b=0.3,allo1c=0.3");
    assertTrue(gas.gasFor(larger, "v10").isEmpty());
    assertTrue(gas.gasFor(same, "v9").isEmpty(), "another message");
    sequences.recordRefusal();
    assertTrue(gas.gasFor(same, "v10").isEmpty(), "refused since");
  }

  private static Window later(Window window, long epochs) {
    return new Window(
        window.key().withNonce(window.nonce() + EPOCH * epochs),
        window.lastHeight() + EPOCH * epochs,
        window.openedAt().plusSeconds(5 * EPOCH * epochs),
        window.closesAt().plusSeconds(5 * EPOCH * epochs));
  }

  @Test
  void windowsHalfAnHourApartAreSimulatedEachTime() {
    client.close();
    epoch = 360;
    start();
    for (int i = 0; i < 4; i++) {
      assertEquals(BOTH, accepted());
    }
  }
}
