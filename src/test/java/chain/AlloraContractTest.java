package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Delivery;
import domain.Failure;
import domain.Receipt;
import domain.Submission;
import domain.Window;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds on every generation of the network, judged by the network itself. */
class AlloraContractTest {
  private static Rig rig(devnet.Emissions emissions) {
    return new Rig(options -> options.withEmissions(emissions));
  }

  @ParameterizedTest
  @EnumSource
  void aClaimBecomesAnAcceptedInference(devnet.Emissions emissions) {
    try (Rig rig = rig(emissions)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "0.0123"), 1);
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(submission));
      assertEquals(
          new Receipt.Unseen(window.nonce(), false),
          rig.allora.receipt(submission),
          "no block yet");
      rig.blocks(1);
      assertEquals(new Receipt.Accepted(window.nonce() + 1), rig.allora.receipt(submission));
      assertEquals("0.0123", rig.allora.stored(window.key()).orElseThrow());
      assertEquals("0.0123", rig.truth(window).accepted().get(0).value());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theNetworksOwnInferenceIsThatOfTheLastClosedEpoch(devnet.Emissions emissions) {
    try (Rig rig = rig(emissions)) {
      Window window = rig.opened();
      assertTrue(rig.allora.facts().consensus(67).isEmpty(), "nobody has answered yet");
      rig.allora.broadcast(rig.allora.sign(rig.claim(window, "0.0123"), 1));
      rig.blocks(window.lastHeight() - window.nonce() + 1);
      assertEquals(0.0123, rig.allora.facts().consensus(67).orElseThrow(), 1e-15);
      rig.blocks(3 * rig.allora.topic(67).epochLength());
      assertTrue(rig.allora.facts().consensus(67).isEmpty(), "too old to compare with");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSameBytesTwiceAreOneTransaction(devnet.Emissions emissions) {
    try (Rig rig = rig(emissions)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "-2.5E-7"), 1);
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(submission));
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(submission));
      rig.blocks(1);
      assertInstanceOf(Delivery.Taken.class, rig.allora.broadcast(submission), "included");
      rig.blocks(1);
      assertEquals(1, rig.truth(window).attempts().size());
      assertEquals(0, rig.devnet.judge().doubles(67));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theLastAcceptingBlockIsTheOneTheNetworkMeans(devnet.Emissions emissions) {
    try (Rig rig = rig(emissions)) {
      Window window = rig.opened();
      rig.blocks(window.lastHeight() - window.nonce() - 1);
      Window late = rig.allora.window(67).orElseThrow();
      Submission submission = rig.allora.sign(rig.claim(late, "1"), 1);
      rig.allora.broadcast(submission);
      rig.blocks(1);
      assertEquals(new Receipt.Accepted(window.lastHeight()), rig.allora.receipt(submission));
      assertTrue(rig.allora.window(67).isEmpty(), "closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aTransactionThatMissesTheWindowDiesUnpaid(devnet.Emissions emissions) {
    try (Rig rig = rig(emissions)) {
      Window window = rig.opened();
      Submission submission = rig.allora.sign(rig.claim(window, "1"), 1);
      rig.blocks(window.lastHeight() - window.nonce() + 1);
      Delivery.Refused refused =
          assertInstanceOf(Delivery.Refused.class, rig.allora.broadcast(submission));
      assertInstanceOf(Failure.Skip.class, refused.failure());
      rig.blocks(4);
      Receipt.Unseen unseen =
          assertInstanceOf(Receipt.Unseen.class, rig.allora.receipt(submission));
      assertTrue(unseen.dead());
      assertEquals(0, rig.allora.account().sequence());
      assertFalse(rig.allora.stored(window.key()).isPresent());
    }
  }
}
