package scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LossForecastTest {
  private static ValueBundle losses(Map<String, Double> inferers) {
    Map<String, String> texts = new TreeMap<>();
    inferers.forEach((worker, loss) -> texts.put(worker, loss.toString()));
    return new ValueBundle(
        "-4.5", "-4.2", Map.of(Part.INFERERS, texts, Part.WITHOUT_INFERER, Map.of("a", "-4.1")));
  }

  @Test
  void aModelSeesThePastOfEachWorker() {
    LossForecast forecast = new LossForecast();
    forecast.observe(1, losses(Map.of("a", -5.0, "b", -3.0)));
    forecast.observe(2, losses(Map.of("a", -6.0)));
    assertArrayEquals(
        new double[] {-6, -5.3, -4.15, -4.5, -4.1, 2},
        forecast.inputs("a", LossForecast.INPUTS),
        1e-12);
    assertArrayEquals(
        new double[] {-4.15, 0, -4.5},
        forecast.inputs("new", List.of("last_loss", "losses_seen", "loss_without")),
        1e-12);
  }

  @Test
  void saysNothingBeforeTheFirstLosses() {
    assertTrue(new LossForecast().expected(List.of("a")).isEmpty());
  }

  @Test
  void drawsTheLittleKnownToTheMeanOfAll() {
    LossForecast forecast = new LossForecast();
    forecast.observe(1, losses(Map.of("a", -5.0, "b", -3.0)));
    forecast.observe(1, losses(Map.of("a", 99.0)));
    Map<String, Double> expected = forecast.expected(List.of("b", "a", "new"));
    assertEquals(List.of("a", "b", "new"), List.copyOf(expected.keySet()));
    assertEquals(-4 - 1.0 / 3, expected.get("a"), 1e-12);
    assertEquals(-4, expected.get("new"), 1e-12);
  }

  @Test
  void namesTheBestKnownWhereThereIsRoomForFew() {
    LossForecast forecast = new LossForecast();
    forecast.observe(1, losses(Map.of("a", -5.0)));
    forecast.observe(2, losses(Map.of("a", -5.0, "b", -3.0)));
    assertEquals(List.of("a"), forecast.bestKnown(List.of("c", "b", "a"), 1, it -> true));
  }

  /** Judged as a backtest would: each epoch is forecast from those before it. */
  @Test
  void isCloserToTheNextLossThanTheLastLossAndTheMeanOfAllAre() {
    Random random = new Random(67);
    double[] skill = IntStream.range(0, 8).mapToDouble(i -> -5 + 0.4 * i).toArray();
    LossForecast forecast = new LossForecast();
    Map<String, Double> last = new HashMap<>();
    double[] errors = new double[3];
    for (int epoch = 1; epoch <= 300; epoch++) {
      Map<String, Double> losses = new HashMap<>();
      for (int i = 0; i < skill.length; i++) {
        losses.put("w" + i, skill[i] + random.nextGaussian());
      }
      Map<String, Double> expected = forecast.expected(losses.keySet());
      double mean = last.values().stream().mapToDouble(it -> it).average().orElse(0);
      if (!expected.isEmpty()) {
        losses.forEach(
            (worker, loss) -> {
              errors[0] += Math.pow(expected.get(worker) - loss, 2);
              errors[1] += Math.pow(last.get(worker) - loss, 2);
              errors[2] += Math.pow(mean - loss, 2);
            });
      }
      forecast.observe(epoch, losses(losses));
      last.putAll(losses);
    }
    assertTrue(errors[0] < 0.75 * errors[1], "last loss: " + errors[0] + " " + errors[1]);
    assertTrue(errors[0] < 0.75 * errors[2], "mean of all: " + errors[0] + " " + errors[2]);
  }
}
