package cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.Candle;
import domain.market.RandomWalkCandles;
import inference.ModelLimits;
import inference.Predictor;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** Models of horizons below an hour, from candles of a minute to the topic that they serve. */
@Tag("process")
class MinuteModelTest {
  private static final int DAY = 1_440;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path dir;
  private Path minutes;

  @BeforeEach
  void writeCandles() throws IOException {
    minutes = write("btcusd-minutes.csv", RandomWalkCandles.candles(reverting(17), MINUTE).bars());
  }

  /** Seventeen days in which a twelfth of the last minute's move comes back. */
  private static double[] reverting(int days) {
    Random random = new Random(77);
    double[] closes = new double[days * DAY];
    double log = Math.log(60_000);
    double move = 0;
    for (int t = 0; t < closes.length; t++) {
      move = 0.0006 * random.nextGaussian() - move / 12;
      log += move;
      closes[t] = Math.exp(log);
    }
    return closes;
  }

  private Path write(String name, List<Candle> bars) throws IOException {
    List<String> lines = new ArrayList<>(List.of("time,open,high,low,close,volume"));
    for (Candle c : bars) {
      lines.add("%s,%s,%s,%s,%s,1".formatted(c.time(), c.open(), c.high(), c.low(), c.close()));
    }
    return Files.write(dir.resolve(name), lines);
  }

  @Test
  void aRidgeOfPricesIsTrainedJudgedAndTakenByTopic77Only() throws IOException {
    Path model = dir.resolve("m5");
    assertEquals(
        0,
        execute(
            "train --horizon 5m --target price --until 2020-01-17",
            "--candles",
            minutes,
            "--out",
            model),
        err + "");
    assertTrue(out.toString().contains("walking forward over"), out.toString());
    assertTrue(out.toString().contains("minute rows from 2020-01-01T08:00:00Z"), out.toString());
    ModelManifest manifest = ModelArtifact.read(model).manifest();
    assertEquals(Duration.ofMinutes(5), manifest.horizon());
    assertEquals(16 * DAY - 10_560 - 5, manifest.evidence().origins());

    Path report = dir.resolve("r.html");
    assertEquals(
        0,
        execute(
            "backtest --json --from 2020-01-17",
            "--candles",
            minutes,
            "--model",
            model,
            "--report",
            report),
        err + "");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals("PT1M", json.get("step").asText());
    assertEquals(5, json.get("horizon").asInt());
    assertEquals(DAY - 5, json.get("scored").asInt());
    assertEquals(4, json.get("models").size(), "the predecessor's ridge counts hours");
    assertTrue(err.toString().contains("with a known truth 5 min later"), err.toString());
    String html = Files.readString(report);
    assertTrue(html.contains("blocks of 720 minutes") && html.contains("Error by day: m5"));
    assertTrue(html.contains(">01-17 12:00</text>"), "an axis of hours");

    serve(model, Duration.ofMinutes(5));
    Failure refused = assertThrows(Failure.Retry.class, () -> serve(model, Duration.ofHours(24)));
    assertTrue(refused.getMessage().contains("5 min ahead, the topic 24 h"), refused.getMessage());
  }

  private void serve(Path model, Duration horizon) {
    TopicSpec topic = new TopicSpec(77, PredictionTarget.PRICE, "btcusd", horizon);
    try (Predictor predictor =
        new Predictor(model, dir.resolve("state"), ModelLimits.OF_ONES_OWN)) {
      predictor.refreshAndValidate(topic);
    }
  }

  @Test
  void treesOfLogReturnsPredictAsTheirBacktest() throws IOException {
    Path model = dir.resolve("m15");
    Path csv = dir.resolve("p.csv");
    execute(
        "train --kind xgboost --rounds 10 --lambda 1 --horizon 15m --until 2020-01-07",
        "--candles",
        minutes,
        "--out",
        model);
    execute(
        "backtest --from 2020-01-16",
        "--candles",
        minutes,
        "--model",
        model,
        "--predictions",
        csv,
        "--report",
        dir.resolve("r.html"));
    String[] line = Files.readAllLines(csv).get(700).split(",");
    assertEquals(
        0,
        execute("predict --json --at " + line[0], "--candles", minutes, "--model", model),
        err + "");
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(15, json.get("horizon").asInt());
    assertEquals("PT1M", json.get("step").asText());
    assertEquals(Double.parseDouble(line[1]), json.get("prediction").asDouble(), 1e-15);
  }

  @Test
  void quietMinutesAreFilledAndLongerGapsNamed() throws IOException {
    List<Candle> bars = new ArrayList<>(RandomWalkCandles.candles(reverting(2), MINUTE).bars());
    bars.subList(700, 705).clear();
    Path quiet = write("quiet.csv", bars);
    assertEquals(0, execute("predict --horizon 5m", "--candles", quiet), err + "");
    bars.remove(700);
    Path gap = write("gap.csv", bars);
    assertEquals(65, execute("predict --horizon 5m", "--candles", gap));
    assertTrue(err.toString().contains("lack 6 minutes from 2020-01-01T11:40:00Z"), err + "");
    String later = "predict --horizon 5m --since 2020-01-01T11:46:00Z";
    assertEquals(0, execute(later, "--candles", gap), err + "");
    List<Candle> fives = RandomWalkCandles.candles(reverting(1), Duration.ofMinutes(5)).bars();
    assertEquals(65, execute("predict --horizon 5m", "--candles", write("fives.csv", fives)));
    assertTrue(err.toString().contains("candles are 5 min apart"), err.toString());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--horizon 90m| a horizon of 90 min is no whole number of hours",
        "--horizon 5m --features mom_168h| need 43260 candles of 1 min, and the daemon reads 2880",
        "--horizon 5m --until 2020-01-01T08:02:00Z| 482 minutes are too few to train on",
        "--horizon 5m --kind default| log-returns over 168 h only",
        "--horizon 24| time is not a full hour",
      })
  void saysWhatCannotBeTrained(String options, String expected) {
    int code = execute("train " + options, "--candles", minutes, "--out", dir.resolve("m"));
    assertTrue(code == 64 || code == 65, "exit code " + code);
    assertTrue(err.toString().contains(expected), err.toString());
  }

  @Test
  void saysHowMuchHistoryItTakesToJudge() {
    int code =
        execute(
            "train --horizon 5m --until 2020-01-05",
            "--candles",
            minutes,
            "--out",
            dir.resolve("m"));
    assertEquals(0, code, err.toString());
    for (String sentence :
        List.of(
            "judging it walking forward needs 14160 minutes, and there are 5760",
            "choosing --penalty needs 24240 minutes",
            "unproven: too few candles")) {
      assertTrue(out.toString().contains(sentence), out.toString());
    }
  }

  private int execute(String command, Object... more) {
    out.getBuffer().setLength(0);
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    for (Object it : more) {
      args.add(it.toString());
    }
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    return line.execute(args.toArray(String[]::new));
  }
}
