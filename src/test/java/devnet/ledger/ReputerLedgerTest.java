package devnet.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import chain.message.RoleVectors;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.InvalidProtocolBufferException;
import devnet.ledger.LedgerTopic.ScoreAverages;
import devnet.ledger.ReputerLedger.ClosedEpoch;
import devnet.ledger.ReputerLedger.ReputerWindow;
import devnet.ledger.StakeLedger.Placement;
import devnet.proto.Forecast;
import devnet.proto.Nonce;
import devnet.proto.ReputerRequestNonce;
import devnet.proto.ValueBundle;
import devnet.proto.WorkerAttributedValue;
import devnet.rest.ProtobufJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Losses, scores, averages and regrets are those that a real chain made of the same reports. */
class ReputerLedgerTest {
  private static final long NONCE = 3283;
  private static final String SUBMITTED = "/rest_answers/nonce_3283_submitted/answers";
  private static final String CLOSED = "/rest_answers/nonce_3283_closed/answers";

  private final ReputerLedger ledger = new ReputerLedger();
  private final StakeLedger stakes = new StakeLedger();
  private final TreeSet<String> inferers = new TreeSet<>();

  private static JsonNode answer(String answers, String path) {
    return RoleVectors.one(answers).path(path);
  }

  /** What a block's event carries is JSON within JSON. */
  private static JsonNode event(String type, String actor) throws JsonProcessingException {
    for (JsonNode event : RoleVectors.one("/end_block_events_3363")) {
      JsonNode attributes = event.path("attributes");
      if (event.path("type").asText().endsWith(type)
          && attributes.path("actor_type").asText().contains(actor)) {
        return attributes;
      }
    }
    throw new IllegalArgumentException(type);
  }

  private static JsonNode parse(JsonNode text) throws JsonProcessingException {
    return new ObjectMapper().readTree(text.asText());
  }

  private static void assertClose(String expected, BigDecimal actual) {
    BigDecimal off = new BigDecimal(expected).subtract(actual).abs();
    assertEquals(-1, off.compareTo(new BigDecimal("1e-30")), expected + " is not " + actual);
  }

  private ClosedEpoch closeRealNonce() throws InvalidProtocolBufferException {
    for (JsonNode it :
        answer(CLOSED, "/reputer_loss_bundles/1/3283")
            .path("loss_bundles")
            .path("reputer_value_bundles")) {
      JsonNode bundle = it.path("value_bundle");
      String reputer = bundle.path("reputer").asText();
      byte[] bytes = ProtobufJson.toMessage(ValueBundle.getDescriptor(), bundle).toByteArray();
      ledger.report(NONCE, reputer, ValueBundle.parseFrom(bytes));
      String path = "/reputer_stake/" + reputer + "/1";
      stakes.add(
          Placement.own(reputer), new BigInteger(answer(SUBMITTED, path).path("amount").asText()));
    }
    ledger
        .reportsAt(NONCE)
        .values()
        .forEach(it -> it.getInfererValuesList().forEach(v -> inferers.add(v.getWorker())));
    for (JsonNode it : answer(CLOSED, "/forecasts/1/3283").path("forecasts").path("forecasts")) {
      ledger.addForecast(
          Forecast.newBuilder()
              .setBlockHeight(NONCE)
              .setForecaster(it.path("forecaster").asText())
              .build());
    }
    return ledger.close(NONCE, 3363, stakes, inferers, BigDecimal.TEN).orElseThrow();
  }

  @Test
  void lossesAreTheRealChainsMeans() throws IOException {
    closeRealNonce();
    JsonNode real = parse(event("EventNetworkLossSet", "").path("value_bundle"));
    ValueBundle ours = ledger.lossesAt(NONCE).orElseThrow();
    assertClose(real.path("combined_value").asText(), new BigDecimal(ours.getCombinedValue()));
    assertClose(real.path("naive_value").asText(), new BigDecimal(ours.getNaiveValue()));
    Map<String, List<WorkerAttributedValue>> lists = new TreeMap<>();
    lists.put("inferer_values", ours.getInfererValuesList());
    lists.put("forecaster_values", ours.getForecasterValuesList());
    lists.put("one_out_inferer_values", ours.getOneOutInfererValuesList());
    lists.put("one_out_forecaster_values", ours.getOneOutForecasterValuesList());
    lists.put("one_in_forecaster_values", ours.getOneInForecasterValuesList());
    lists.forEach((name, list) -> assertSame(name, real.path(name), list));
  }

  private static void assertSame(String name, JsonNode real, List<WorkerAttributedValue> ours) {
    assertEquals(real.size(), ours.size(), name);
    for (int i = 0; i < real.size(); i++) {
      assertEquals(real.path(i).path("worker").asText(), ours.get(i).getWorker(), name);
      assertClose(real.path(i).path("value").asText(), new BigDecimal(ours.get(i).getValue()));
    }
  }

  @Test
  void scoresAreTheRealChains() throws IOException {
    ClosedEpoch closed = closeRealNonce();
    assertScores("INFERER", closed.scores().inferers(), "1e-30");
    assertScores("FORECASTER", closed.scores().forecasters(), "1e-30");
    assertScores("REPUTER", closed.scores().reputers(), "2e-12");
    assertClose(
        parse(event("EventForecastTaskScoreSet", "").path("score")).asText(), closed.gain());
  }

  private static void assertScores(String actor, Map<String, BigDecimal> ours, String within)
      throws IOException {
    JsonNode event = event("EventScoresSet", actor);
    JsonNode addresses = parse(event.path("addresses"));
    JsonNode real = parse(event.path("scores"));
    assertEquals(addresses.size(), ours.size());
    for (int i = 0; i < addresses.size(); i++) {
      BigDecimal score = ours.get(addresses.path(i).asText());
      BigDecimal off = new BigDecimal(real.path(i).asText()).subtract(score).abs();
      assertEquals(-1, off.compareTo(new BigDecimal(within)), actor + " " + score);
    }
  }

  @Test
  void regretsAreTheRealChains() throws IOException {
    closeRealNonce();
    int known = 0;
    for (String inferer : inferers) {
      JsonNode regret = answer(CLOSED, "/inferer_network_regret/1/" + inferer).path("regret");
      if (regret.path("block_height").asLong() == NONCE) {
        BigDecimal ours = ledger.regretOf(inferer).round(new MathContext(25));
        BigDecimal real = new BigDecimal(regret.path("value").asText());
        BigDecimal off = real.subtract(ours).abs();
        known += off.compareTo(new BigDecimal("1e-20")) < 0 ? 1 : 0;
      }
    }
    assertEquals(inferers.size(), known);
    for (String forecaster : ledger.scoresAt(NONCE).forecasters().keySet()) {
      assertRegret("forecaster", forecaster, ledger.forecasterRegretOf(forecaster));
      for (String inferer : inferers) {
        String path = forecaster + "/" + inferer;
        if (!answer(CLOSED, "/one_in_forecaster_network_regret/1/" + path).isMissingNode()) {
          assertRegret("one_in_forecaster", path, ledger.oneInRegretOf(forecaster, inferer));
        }
      }
    }
  }

  private static void assertRegret(String kind, String path, BigDecimal ours) {
    JsonNode real = answer(CLOSED, "/" + kind + "_network_regret/1/" + path).path("regret");
    assertEquals(NONCE, real.path("block_height").asLong());
    BigDecimal off = new BigDecimal(real.path("value").asText()).subtract(ours).abs();
    assertEquals(-1, off.compareTo(new BigDecimal("1e-20")), path + " " + ours);
  }

  /** Of the first score, and then nine parts of it and one of the next. */
  @Test
  void theAverageOfScoresMovesByATenth() {
    ScoreAverages scores = new ScoreAverages();
    scores.updateAverage("a", 0.217197703226383339147651923657957, NONCE);
    assertEquals(0.21719770322638334, scores.scoreOf("a"), 1e-15);
    double later = 0.2187654315152631742102988461648269;
    double second = (later - 0.9 * 0.217197703226383339147651923657957) / 0.1;
    scores.updateAverage("a", second, 3323);
    assertEquals(later, scores.scoreOf("a"), 1e-15);
    assertEquals(3323, scores.findScore("a").orElseThrow().nonce());
  }

  @Test
  void whoIsNotInTheSetIsDroppedAndASingleScoreAveragesNothing() {
    stakes.add(Placement.own("r"), BigInteger.TEN);
    ledger.report(5, "r", report("a", "b"));
    ClosedEpoch closed =
        ledger.close(5, 9, stakes, new TreeSet<>(List.of("a")), BigDecimal.TEN).orElseThrow();
    assertEquals(Map.of("a", BigDecimal.ZERO), closed.scores().inferers());
    assertEquals(Set.of("a"), closed.paid().inferers().keySet());
    ValueBundle losses = ledger.lossesAt(5).orElseThrow();
    assertEquals(1, losses.getInfererValuesCount());
    assertEquals(0, losses.getOneOutInfererValuesCount());
  }

  private static ValueBundle report(String... workers) {
    ValueBundle.Builder bundle =
        ValueBundle.newBuilder()
            .setTopicId(1)
            .setReputerRequestNonce(
                ReputerRequestNonce.newBuilder()
                    .setReputerNonce(Nonce.newBuilder().setBlockHeight(5)))
            .setCombinedValue("-4")
            .setNaiveValue("-4");
    for (String worker : workers) {
      WorkerAttributedValue value =
          WorkerAttributedValue.newBuilder().setWorker(worker).setValue("-3").build();
      bundle.addInfererValues(value).addOneOutInfererValues(value);
    }
    return bundle.build();
  }

  /** The page's table; the last block of v5 is twice the lag after the nonce. */
  @Test
  void windowsAreThoseOfEachGeneration() {
    GenesisTopic equal = topic(40, 40);
    assertEquals(new ReputerWindow(140, 180, 180), ReputerWindow.of(equal, 100, false));
    assertEquals(new ReputerWindow(140, 180, 180), ReputerWindow.of(equal, 100, true));
    GenesisTopic uneven = topic(40, 50);
    assertEquals(new ReputerWindow(150, 200, 220), ReputerWindow.of(uneven, 100, false));
    assertEquals(new ReputerWindow(150, 220, 220), ReputerWindow.of(uneven, 100, true));
  }

  private static GenesisTopic topic(long epoch, long lag) {
    return GenesisTopic.logReturnTopic(1).withBlockLengths(epoch, 20, lag);
  }
}
