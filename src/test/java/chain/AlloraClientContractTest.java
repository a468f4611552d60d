package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.BroadcastResult;
import domain.Failure;
import domain.Submission;
import domain.SubmissionOutcome;
import domain.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on every generation of the network, judged by the network itself. */
class AlloraClientContractTest {
  private static ChainClientFixture rig(devnet.genesis.DevnetEmissionsVersion emissions) {
    return new ChainClientFixture(options -> options.withEmissionsVersion(emissions));
  }

  @ParameterizedTest
  @EnumSource
  void aClaimBecomesAnAcceptedInference(devnet.genesis.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture rig = rig(emissions)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.0123"), 1);
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(submission));
      assertEquals(
          new SubmissionOutcome.NotFound(window.nonce(), false),
          rig.allora.receipt(submission),
          "no block yet");
      rig.blocks(1);
      assertEquals(
          new SubmissionOutcome.Accepted(window.nonce() + 1), rig.allora.receipt(submission));
      assertEquals("0.0123", rig.allora.storedValue(window.key()).orElseThrow());
      assertEquals("0.0123", rig.truth(window).acceptedPayloads().get(0).value());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNetworksOwnInferenceIsThatOfTheLastClosedEpoch(
      devnet.genesis.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture rig = rig(emissions)) {
      Window window = rig.opened();
      assertTrue(
          rig.allora.networkInfo().networkInference(67).isEmpty(), "nobody has answered yet");
      rig.allora.broadcast(rig.allora.sign(rig.claim(window, "0.0123"), 1));
      rig.blocks(window.lastHeight() - window.nonce() + 1);
      assertEquals(0.0123, rig.allora.networkInfo().networkInference(67).orElseThrow(), 1e-15);
      rig.blocks(3 * rig.allora.topicInfo(67).epochLength());
      assertTrue(
          rig.allora.networkInfo().networkInference(67).isEmpty(), "too old to compare with");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBytesTwiceAreOneTransaction(devnet.genesis.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture rig = rig(emissions)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "-2.5E-7"), 1);
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(submission));
      assertInstanceOf(BroadcastResult.InMempool.class, rig.allora.broadcast(submission));
      rig.blocks(1);
      assertInstanceOf(
          BroadcastResult.InMempool.class, rig.allora.broadcast(submission), "included");
      rig.blocks(1);
      assertEquals(1, rig.truth(window).includedPayloads().size());
      assertEquals(0, rig.devnet.submissions().duplicateCount(67));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastAcceptingBlockIsTheOneTheNetworkMeans(
      devnet.genesis.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture rig = rig(emissions)) {
      Window window = rig.opened();
      rig.blocks(window.lastHeight() - window.nonce() - 1);
      Window late = rig.allora.newestOpenWindow(67).orElseThrow();
      Submission submission = rig.allora.sign(rig.claim(late, "1"), 1);
      rig.allora.broadcast(submission);
      rig.blocks(1);
      assertEquals(
          new SubmissionOutcome.Accepted(window.lastHeight()), rig.allora.receipt(submission));
      assertTrue(rig.allora.newestOpenWindow(67).isEmpty(), "closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatMissesTheWindowDiesUnpaid(devnet.genesis.DevnetEmissionsVersion emissions) {
    try (ChainClientFixture rig = rig(emissions)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "1"), 1);
      rig.blocks(window.lastHeight() - window.nonce() + 1);
      BroadcastResult.Refused refused =
          assertInstanceOf(BroadcastResult.Refused.class, rig.allora.broadcast(submission));
      assertInstanceOf(Failure.Skip.class, refused.failure());
      rig.blocks(4);
      SubmissionOutcome.NotFound unseen =
          assertInstanceOf(SubmissionOutcome.NotFound.class, rig.allora.receipt(submission));
      assertTrue(unseen.canNeverBeIncluded());
      assertEquals(0, rig.allora.account().sequence());
      assertFalse(rig.allora.storedValue(window.key()).isPresent());
    }
  }
}
