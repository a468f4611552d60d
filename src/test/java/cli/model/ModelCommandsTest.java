package cli.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.SharedTestData;
import domain.market.Candle;
import domain.market.RandomWalkCandles;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

/** The commands of the lab, from the line to the files they leave. */
@Tag("process")
class ModelCommandsTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  @TempDir private Path dir;
  private Path walk;

  @BeforeEach
  void writeCandles() throws IOException {
    List<String> lines = new ArrayList<>(List.of("time,open,high,low,close,volume"));
    for (Candle c : RandomWalkCandles.candles(4_000, 3).bars()) {
      lines.add(
          String.join(
              ",", c.time() + "", c.open() + "", c.high() + "", c.low() + "", c.close() + "", "1"));
    }
    walk = Files.write(dir.resolve("walk.csv"), lines);
  }

  @Test
  void backtestLeavesAReportACsvAndOneJsonObject() throws IOException {
    Path report = dir.resolve("r.html");
    Path csv = dir.resolve("p.csv");
    int code =
        execute(
            "backtest",
            "--candles",
            walk + "",
            "--report",
            report + "",
            "--predictions",
            csv + "",
            "--from",
            "2020-03-01",
            "--json");
    assertEquals(0, code, err.toString());
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(2_560, json.get("origins").asInt());
    assertEquals(2_560 - 168, json.get("scored").asInt());
    assertEquals("default", json.get("models").get(0).get("name").asText());
    assertEquals(6, json.get("models").size());
    assertTrue(json.get("models").get(2).get("direction").isNull(), "zero gives no direction");
    assertEquals(2_561, Files.readAllLines(csv).size());
    assertTrue(Files.size(report) > 50_000);
  }

  @Test
  void predictAgreesWithTheBacktestAtTheSameHour() throws IOException {
    Path csv = dir.resolve("p.csv");
    execute(
        "backtest",
        "--candles",
        walk + "",
        "--report",
        dir.resolve("r.html") + "",
        "--predictions",
        csv + "");
    String line = Files.readAllLines(csv).get(1_000);
    String time = line.split(",")[0];
    assertEquals(0, execute("predict", "--candles", walk + "", "--at", time, "--json"));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    double prediction = json.get("prediction").asDouble();
    assertEquals(Double.parseDouble(line.split(",")[1]), prediction, 1e-15);
    assertEquals(7, json.get("features").size());
  }

  @Test
  void backtestTakesAModelWhoseFeaturesNeedFewerHoursThanItsHorizon() {
    Path model = dir.resolve("young");
    assertEquals(
        0,
        execute(
            "train", "--candles", walk + "", "--out", model + "", "--features", "ret_1h,vol_24h"),
        err.toString());
    String report = dir.resolve("r.html") + "";
    int code =
        execute("backtest", "--candles", walk + "", "--model", model + "", "--report", report);
    assertEquals(0, code, err.toString());
    assertTrue(out.toString().contains("SEEN BEFORE: 'young'"), out.toString());
    assertEquals(64, execute("backtest", "--candles", walk + "", "--report", report));
    assertTrue(err.toString().contains("give --overwrite"), err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "2020-03-13T00:00:00Z, -0.0081842291",
    "2021-02-08T12:00:00Z, +0.0047458184",
    "2024-08-05T06:00:00Z, -0.0047042274",
    "2025-08-31T23:00:00Z, -0.0026715789"
  })
  void predictGivesThePublishedAnswers(String at, double expected) throws IOException {
    Path file = SharedTestData.path("btcusd-hourly-train.csv.gz").orElse(null);
    Assumptions.assumeTrue(file != null, "shared data are absent");
    assertEquals(0, execute("predict", "--candles", file + "", "--at", at, "--json"));
    JsonNode json = new ObjectMapper().readTree(out.toString());
    assertEquals(expected, json.get("prediction").asDouble(), 1e-8);
  }

  @Test
  void namesTheLineOfABrokenCandleFile() throws IOException {
    List<String> lines = new ArrayList<>(Files.readAllLines(walk));
    lines.remove(100);
    Files.write(walk, lines);
    assertEquals(65, execute("backtest", "--candles", walk + ""));
    assertTrue(
        err.toString().contains("walk.csv: the candles lack the hour 2020-01-05T03:00:00Z"),
        err.toString());
  }

  @ParameterizedTest
  @CsvSource({
    "--from, 2020-01-02, allows origins from 2020-02-19T23:00:00Z",
    "--from, yesterday, neither a date like",
    "--horizon, 0, is no time like",
    "--horizon, 720, predicts 168 h ahead",
  })
  void saysWhichOriginsAreThere(String option, String value, String expected) {
    int code = execute("backtest", "--candles", walk + "", option, value);
    assertTrue(code == 64 || code == 65, "exit code " + code);
    assertTrue(err.toString().contains(expected), err.toString());
  }

  @ParameterizedTest
  @CsvSource({"ridge", "xgboost", "default"})
  void trainMakesAnArtifactThatBacktestTakes(String kind) {
    Path model = dir.resolve(kind);
    int code =
        execute(
            "train",
            "--candles",
            walk + "",
            "--kind",
            kind,
            "--out",
            model + "",
            "--until",
            "2020-05-15",
            "--rounds",
            "20");
    assertEquals(0, code, err.toString());
    code =
        execute(
            "backtest",
            "--candles",
            walk + "",
            "--model",
            model + "",
            "--from",
            "2020-05-15",
            "--report",
            dir.resolve("r.html") + "");
    assertEquals(0, code, err.toString());
    assertTrue(out.toString().matches("(?s).*\\b" + kind + " +0\\.0.*"), out.toString());
  }

  @Test
  void trainSaysWhenThereIsTooLittle() {
    int code =
        execute(
            "train",
            "--candles",
            walk + "",
            "--out",
            dir.resolve("m") + "",
            "--until",
            "2020-02-20");
    assertEquals(64, code);
    assertTrue(err.toString().contains("too few to train on"), err.toString());
  }

  @Test
  void predictReadsTiingosAnswersAsItReadsAFile() throws IOException {
    StringBuilder json = new StringBuilder("[{\"ticker\":\"btcusd\",\"priceData\":[");
    for (String line : Files.readAllLines(walk).subList(1, 2_001)) {
      String[] c = line.split(",");
      json.append(json.charAt(json.length() - 1) == '[' ? "" : ",");
      json.append(
          """
          {"date":"%s","open":%s,"high":%s,"low":%s,"close":%s,"volume":1.0,"tradesDone":5.0}\
          """
              .formatted(c[0].replace("Z", "+00:00"), c[1], c[2], c[3], c[4]));
    }
    Path file = Files.writeString(dir.resolve("tiingo.json"), json.append("]}]"));
    String at = Files.readAllLines(walk).get(2_000).split(",")[0];
    assertEquals(0, execute("predict", "--candles", walk + "", "--at", at, "--json"), err + "");
    String fromCsv = out.toString();
    assertEquals(0, execute("predict", "--candles", file + "", "--at", at, "--json"), err + "");
    assertEquals(fromCsv, out.toString());
  }

  @Test
  void predictRefusesAnHourTheFileDoesNotHold() {
    assertEquals(64, execute("predict", "--candles", walk + "", "--at", "2031-01-01"));
    assertTrue(err.toString().contains("no bar of the file starts at 2031-01-01T00:00:00Z"));
  }

  private int execute(String... args) {
    out.getBuffer().setLength(0);
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    return line.execute(args);
  }
}
