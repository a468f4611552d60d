package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on every generation of the network, judged by the network itself. */
class AlloraClientContractTest {
  private static ChainClientFixture rig(devnet.ledger.DevnetEmissionsVersion emissions) {
    return new ChainClientFixture(options -> options.withEmissionsVersion(emissions));
  }

  @ParameterizedTest
  @EnumSource
  void aClaimBecomesAnAcceptedInference(devnet.ledger.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "0.0123"), 1);
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
      assertEquals(
          new SubmissionOutcome.NotFound(window.nonce(), false),
          client.allora.receipt(submission),
          "no block yet");
      client.blocks(1);
      assertEquals(
          new SubmissionOutcome.Accepted(window.nonce() + 1), client.allora.receipt(submission));
      assertEquals("0.0123", client.allora.storedValue(window.key()).orElseThrow());
      assertEquals("0.0123", client.truth(window).acceptedPayloads().get(0).value());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNetworksOwnInferenceIsThatOfTheLastClosedEpoch(
      devnet.ledger.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = client.opened();
      assertTrue(
          client.allora.networkInfo().networkInference(67).isEmpty(), "nobody has answered yet");
      client.allora.broadcast(client.allora.sign(client.claim(window, "0.0123"), 1));
      client.blocks(window.lastHeight() - window.nonce() + 1);
      assertEquals(
          0.0123, client.allora.networkInfo().networkInference(67).orElseThrow().value(), 1e-15);
      client.blocks(3 * client.allora.topicInfo(67).epochLength());
      assertTrue(
          client.allora.networkInfo().networkInference(67).isEmpty(), "too old to compare with");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBytesTwiceAreOneTransaction(devnet.ledger.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "-2.5E-7"), 1);
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
      assertInstanceOf(BroadcastResult.InMempool.class, client.allora.broadcast(submission));
      client.blocks(1);
      assertInstanceOf(
          BroadcastResult.InMempool.class, client.allora.broadcast(submission), "included");
      client.blocks(1);
      assertEquals(1, client.truth(window).includedPayloads().size());
      assertEquals(0, client.devnet.submissions().duplicateCount(67));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastAcceptingBlockIsTheOneTheNetworkMeans(
      devnet.ledger.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = client.opened();
      client.blocks(window.lastHeight() - window.nonce() - 1);
      Window late = client.allora.newestOpenWindow(67).orElseThrow();
      Submission submission = client.allora.sign(client.claim(late, "1"), 1);
      client.allora.broadcast(submission);
      client.blocks(1);
      assertEquals(
          new SubmissionOutcome.Accepted(window.lastHeight()), client.allora.receipt(submission));
      assertTrue(client.allora.newestOpenWindow(67).isEmpty(), "closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatMissesTheWindowDiesUnpaid(devnet.ledger.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      Window window = client.opened();
      Submission submission = client.allora.sign(client.claim(window, "1"), 1);
      client.blocks(window.lastHeight() - window.nonce() + 1);
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, client.allora.broadcast(submission));
      assertInstanceOf(Failure.Skip.class, refused.failure());
      client.blocks(4);
      SubmissionOutcome.NotFound unseen =
          assertInstanceOf(SubmissionOutcome.NotFound.class, client.allora.receipt(submission));
      assertTrue(unseen.canNeverBeIncluded());
      assertEquals(0, client.allora.account().sequence());
      assertFalse(client.allora.storedValue(window.key()).isPresent());
    }
  }
}
