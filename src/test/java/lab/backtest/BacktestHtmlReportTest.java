package lab.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.market.RandomWalkCandles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;
import lab.backtest.RollingModels.RollingRidgeModel;
import lab.train.CandleHistory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BacktestHtmlReportTest {
  private static final BacktestRange TRIAL =
      BacktestRange.of(
          new CandleHistory(
              Instant.parse("2020-01-01T00:00:00Z"), RandomWalkCandles.closes(6_000, 5)),
          168,
          1_300,
          6_000);

  @Test
  void showsEveryContestantAndFourPictures(@TempDir Path dir) throws IOException {
    Backtest backtest =
        Backtest.run(
            TRIAL, List.of(BaselineModels.zero(), BaselineModels.mean(), new RollingRidgeModel()));
    Path file = dir.resolve("report.html");
    BacktestHtmlReport.write(file, backtest, backtest.results().get(1));
    String html = Files.readString(file);
    assertEquals(4, html.split("<svg ", -1).length - 1);
    String gains = html.substring(html.indexOf("<svg "), html.indexOf("</svg>"));
    assertEquals(3, gains.split("class=\"series\"", -1).length - 1, "a line for each");
    for (String name : List.of("zero", "mean", "predecessor's ridge (leaves below)")) {
      assertTrue(gains.contains(">" + name + "</text>"), name + " in the legend");
    }
    assertTrue(html.contains("<td>predecessor's ridge</td>"));
    assertTrue(html.contains("blocks of 336 hours"));
    assertEquals(
        html, BacktestHtmlReport.html(backtest, backtest.results().get(1)), "reproducible");
  }

  @Test
  void tellsContestantsOfTheSameNameApart() {
    Backtest backtest = Backtest.run(TRIAL, List.of(BaselineModels.zero(), BaselineModels.zero()));
    String html = BacktestHtmlReport.html(backtest, backtest.results().get(0));
    assertTrue(html.contains("<td>zero</td>") && html.contains("<td>zero (2)</td>"));
  }

  @Test
  void shoutsOnThePage() {
    BacktestModel leak =
        new BacktestModel() {
          @Override
          public String name() {
            return "<leak>";
          }

          @Override
          public double[] predict(BacktestRange range) {
            double[] answers = new double[range.size()];
            for (int i = 0; i < range.scoredCount(); i++) {
              answers[i] = range.realizedReturn(range.from() + i);
            }
            return answers;
          }
        };
    Backtest backtest = Backtest.run(TRIAL, List.of(leak));
    String html = BacktestHtmlReport.html(backtest, backtest.results().get(0));
    assertTrue(html.contains("<p class=\"leak\">LEAK? '&lt;leak&gt;'"));
  }
}
