package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.model.StoredInference;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.IncludedPayload;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import domain.Window;
import java.math.BigInteger;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a reputer on every generation of the network, judged by the network itself. */
class ReputerClientContractTest {
  private static final long EPOCH = 20;
  private static final long OPEN = 10;
  private static final BigInteger STAKE = BigInteger.TEN.pow(18);

  private static ChainClientFixture rig(DevnetEmissionsVersion emissions) {
    return rig(emissions, it -> it.withStake(STAKE));
  }

  private static ChainClientFixture rig(
      DevnetEmissionsVersion emissions, UnaryOperator<GenesisAccount> account) {
    GenesisTopic topic =
        new GenesisTopic(67, "BTC/USD", EPOCH, OPEN, EPOCH, "mse", 0, List.of(), false, false);
    GenesisAccount reputer = account.apply(GenesisAccount.fundedWorker(StubNetwork.WORKER));
    return new ChainClientFixture(
        options ->
            options
                .withEmissionsVersion(emissions)
                .withCompetitors(3)
                .withTopics(List.of(topic))
                .withAccounts(List.of(reputer)));
  }

  /** Height of the first nonce, which is open when this returns. */
  private static long firstNonce(ChainClientFixture client) {
    client.skipTo(client.devnet.height() + 2);
    return client.devnet.submissions().nonceRecords(67).get(0).nonce();
  }

  private static Window openWindow(ChainClientFixture client) {
    client.skipTo(firstNonce(client) + EPOCH + 1);
    return client.allora.reputer().openWindows(67).get(0);
  }

  /** The network's own numbers are as good a claim as any. */
  private static Submission signed(ChainClientFixture client, Window window) {
    ValueBundle numbers = client.allora.reputer().inferences(67, window.nonce());
    return client.allora.sign(client.claim(window, numbers.toText()), 1);
  }

  @ParameterizedTest
  @EnumSource
  void aNonceIsListedLongBeforeItsWindowOpens(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      long nonce = firstNonce(client);
      client.skipTo(nonce + OPEN + 1);
      assertEquals(List.of(), client.allora.reputer().openWindows(67), "listed, not due");
      client.skipTo(nonce + EPOCH);
      assertEquals(List.of(), client.allora.reputer().openWindows(67), "due with the next block");
      client.skipTo(nonce + EPOCH + 1);
      Window window = client.allora.reputer().openWindows(67).get(0);
      assertEquals(nonce, window.nonce());
      assertEquals(Role.REPUTER, window.key().role());
      assertEquals(nonce + 2 * EPOCH - 1, window.lastHeight());
      client.skipTo(window.lastHeight());
      assertEquals(List.of(), client.allora.reputer().openWindows(67), "over");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theWholeOfTheNetworksInferencesIsRead(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = openWindow(client);
      ValueBundle inferences = client.allora.reputer().inferences(67, window.nonce());
      assertEquals(3, inferences.list(Part.INFERERS).size());
      assertEquals(
          inferences.list(Part.INFERERS).keySet(), inferences.list(Part.WITHOUT_INFERER).keySet());
      Failure.Retry none =
          assertThrows(Failure.Retry.class, () -> client.allora.reputer().inferences(67, 1));
      assertTrue(none.getMessage().contains("67"), none.getMessage());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aClaimBecomesAReportThatTheChainStores(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = openWindow(client);
      Submission submission = signed(client, window);
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
      client.blocks(1);
      long included = client.devnet.height();
      SubmissionOutcome early = client.allora.receipt(submission);
      assertEquals(
          emissions.isAfterV5()
              ? new SubmissionOutcome.Accepted(included)
              : new SubmissionOutcome.Undecided(included),
          early,
          "v5 shows a report when its nonce is closed, and not before");
      long asked = client.devnet.restNodes().get(0).requestCount();
      assertEquals(early, client.allora.receipt(submission));
      assertEquals(
          emissions.isAfterV5(),
          client.devnet.restNodes().get(0).requestCount() > asked,
          "until then nothing is asked again");
      client.skipTo(window.nonce() + 2 * EPOCH + 2);
      assertEquals(new SubmissionOutcome.Accepted(included), client.allora.receipt(submission));
      IncludedPayload stored = client.truth(window).acceptedPayloads().get(0);
      assertTrue(stored.hasValue(submission.claim().value()), stored.value());
      assertEquals(
          submission.claim().value(),
          client.allora.reputer().networkLosses(67, window.nonce()).orElseThrow().toText(),
          "the network's losses are those of its only reputer");
      assertEquals(window.nonce(), client.allora.reputer().lastClosedNonce(67));
      String report = client.allora.storedValue(submission.claim()).orElseThrow();
      assertTrue(client.allora.isHeldByAll(new StoredInference(window, report)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBytesTwiceAreOneReport(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = openWindow(client);
      Submission submission = signed(client, window);
      client.allora.broadcast(submission);
      client.allora.broadcast(submission);
      client.blocks(1);
      assertInstanceOf(
          BroadcastResult.InMempool.class, client.allora.broadcast(submission), "included");
      client.blocks(1);
      assertEquals(1, client.truth(window).includedPayloads().size());
      assertEquals(0, client.truth(window).duplicateCount());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReportThatMissesItsWindowDiesUnpaid(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = openWindow(client);
      Submission submission = signed(client, window);
      client.skipTo(window.nonce() + 2 * EPOCH + 2);
      assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(submission));
      client.blocks(4);
      SubmissionOutcome.NotFound unseen =
          assertInstanceOf(SubmissionOutcome.NotFound.class, client.allora.receipt(submission));
      assertTrue(unseen.canNeverBeIncluded());
      assertEquals(0, client.allora.account().sequence());
    }
  }

  @ParameterizedTest
  @EnumSource
  void codeZeroWithoutAReportIsNoSuccess(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = openWindow(client);
      Submission submission = signed(client, window);
      client.devnet.controls().discardNextPayloads(1);
      client.allora.broadcast(submission);
      client.blocks(1);
      long included = client.devnet.height();
      assertEquals(new SubmissionOutcome.Undecided(included), client.allora.receipt(submission));
      client.skipTo(window.nonce() + 2 * EPOCH + 5);
      assertEquals(new SubmissionOutcome.NotStored(included), client.allora.receipt(submission));
    }
  }

  @ParameterizedTest
  @EnumSource
  void whoMayNotReportIsToldWhatIsMissing(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions, it -> it.withStake(BigInteger.ZERO))) {
      assertEquals(
          FailureReason.NOT_REGISTERED,
          assertThrows(Failure.Retry.class, () -> openWindow(client)).reason());
    }
    try (ChainClientFixture client = rig(emissions, it -> it.withStake(BigInteger.ONE))) {
      assertEquals(
          FailureReason.NO_FUNDS,
          assertThrows(Failure.Retry.class, () -> openWindow(client)).reason());
    }
  }
}
