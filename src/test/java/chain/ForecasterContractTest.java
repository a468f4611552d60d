package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.model.SubmittedValue;
import devnet.ledger.DevnetEmissionsVersion;
import domain.Claim;
import domain.Failure;
import domain.Submission;
import domain.Submission.SubmissionOutcome;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import domain.Window;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What holds for a forecast in a worker's bundle on every generation of the network. */
class ForecasterContractTest {
  private static final String STRANGER = "allo1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqas6usy";

  /** The second window of the topic, and who submitted to the first. */
  private record SecondWindow(Window window, List<String> inferers) {
    static SecondWindow open(ChainClientFixture client) {
      Window first = client.opened();
      client.blocks(first.lastHeight() - first.nonce() + 2);
      List<String> inferers = client.allora.reputer().inferers(67, first.nonce());
      assertEquals(3, inferers.size());
      client.skipTo(first.nonce() + 720);
      return new SecondWindow(client.allora.newestOpenWindow(67).orElseThrow(), inferers);
    }

    String forecast() {
      return inferers.stream().map(it -> it + "=-4.75").collect(Collectors.joining(","));
    }
  }

  private static ChainClientFixture rig(DevnetEmissionsVersion emissions) {
    return new ChainClientFixture(
        options -> options.withEmissionsVersion(emissions).withCompetitors(3));
  }

  private static Submission broadcast(ChainClientFixture client, Window window, String value) {
    Submission submission = client.allora.sign(client.claim(window, value), 1);
    client.allora.broadcast(submission);
    client.blocks(1);
    return submission;
  }

  private static Submission submit(ChainClientFixture client, Window window, String value) {
    Submission submission = broadcast(client, window, value);
    assertEquals(
        new SubmissionOutcome.Accepted(window.nonce() + 1), client.allora.receipt(submission));
    return submission;
  }

  private static String storedText(ChainClientFixture client, Window window) {
    client.devnet.height(); // blocks are made when somebody asks
    return client.truth(window).acceptedPayloads().get(0).value();
  }

  @ParameterizedTest
  @EnumSource
  void isStoredWithTheInferenceOfTheSameBundle(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      SecondWindow second = SecondWindow.open(client);
      Window window = second.window();
      Submission sent = submit(client, window, "0.0123|" + second.forecast());
      assertEquals(sent.claim().value(), storedText(client, window));
      assertTrue(
          SubmittedValue.isSame(
              client.allora.storedValue(window.key()).orElseThrow(), sent.claim().value()));
    }
  }

  /** v5 has no event and shows forecasts once their window is closed. */
  @ParameterizedTest
  @EnumSource
  void isStoredAndReadBackWithoutAnInference(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      SecondWindow second = SecondWindow.open(client);
      Window window = second.window();
      Submission sent = broadcast(client, window, "|" + second.forecast());
      assertEquals("|" + second.forecast(), storedText(client, window));
      long included = window.nonce() + 1;
      assertEquals(
          emissions.isAfterV5()
              ? new SubmissionOutcome.Accepted(included)
              : new SubmissionOutcome.Undecided(included),
          client.allora.receipt(sent));
      client.skipTo(window.lastHeight() + 2);
      assertEquals(new SubmissionOutcome.Accepted(included), client.allora.receipt(sent));
      String stored = client.allora.storedValue(sent.claim()).orElseThrow();
      assertTrue(SubmittedValue.isSame(stored, sent.claim().value()), stored);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSecondOneIsRefusedAndTheFirstStays(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      SecondWindow second = SecondWindow.open(client);
      Window window = second.window();
      broadcast(client, window, "|" + second.forecast());
      Claim other = client.claim(window, "|" + second.inferers().get(0) + "=-2");
      assertThrows(Failure.Skip.class, () -> client.allora.sign(other, 1));
      assertEquals("|" + second.forecast(), storedText(client, window));
    }
  }

  /** An inferer that is not registered costs v5 the whole forecast, which shows at the close. */
  @Test
  void oneThatV5DroppedWasNotStored() {
    try (ChainClientFixture client = rig(DevnetEmissionsVersion.V5)) {
      SecondWindow second = SecondWindow.open(client);
      Window window = second.window();
      Submission sent =
          broadcast(client, window, "|" + second.forecast() + "," + STRANGER + "=-4.75");
      client.skipTo(window.lastHeight() + 4);
      assertEquals(
          new SubmissionOutcome.NotStored(window.nonce() + 1), client.allora.receipt(sent));
    }
  }

  @ParameterizedTest
  @EnumSource
  void isJudgedByWhatItImplies(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      SecondWindow second = SecondWindow.open(client);
      Window window = second.window();
      submit(client, window, "0.0123|" + second.forecast());
      client.skipTo(window.lastHeight() + 2);
      ValueBundle said = client.allora.reputer().inferences(67, window.nonce());
      assertEquals(4, said.list(Part.INFERERS).size());
      for (Part part : List.of(Part.FORECASTERS, Part.WITHOUT_FORECASTER, Part.WITH_FORECASTER)) {
        assertEquals(Set.of(StubNetwork.WORKER), said.list(part).keySet(), part.name());
      }
      List<Double> values =
          second.inferers().stream()
              .map(it -> Double.valueOf(said.list(Part.INFERERS).get(it)))
              .sorted()
              .toList();
      assertEquals(
          values.get(1),
          Double.parseDouble(said.list(Part.FORECASTERS).get(StubNetwork.WORKER)),
          1e-12,
          "the median of those named, while no loss of the network is known");
    }
  }

  /** Which is why a forecaster of ours names registered inferers only. */
  @ParameterizedTest
  @EnumSource
  void aStrangerCostsTheWholeForecastOnV5AndItsOwnNumberSince(DevnetEmissionsVersion emissions) {
    try (ChainClientFixture client = rig(emissions)) {
      SecondWindow second = SecondWindow.open(client);
      Window window = second.window();
      submit(client, window, "0.0123|" + second.forecast() + "," + STRANGER + "=-4.75");
      String kept = emissions.isAfterV5() ? "0.0123|" + second.forecast() : "0.0123";
      assertEquals(kept, storedText(client, window));
    }
  }
}
