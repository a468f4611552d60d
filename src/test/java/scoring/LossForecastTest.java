package scoring;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
}
