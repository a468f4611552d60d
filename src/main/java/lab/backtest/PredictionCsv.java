package lab.backtest;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import lab.backtest.Backtest.BacktestRange;

/**
 * Every origin of a backtest with one contestant's answer, as CSV. The time is the start of the
 * newest bar the answer knows; origins whose truth is not yet known are in it too.
 */
public final class PredictionCsv {
  private PredictionCsv() {}

  public static void write(Path file, BacktestRange range, Backtest.ModelResult entry)
      throws IOException {
    try (PrintWriter out =
        new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.US_ASCII))) {
      out.print("time,prediction\n");
      for (int i = 0; i < range.size(); i++) {
        out.print(
            range.history().timeOfRow(range.from() + i) + "," + entry.predictions()[i] + "\n");
      }
      if (out.checkError()) {
        throw new IOException("could not write all of " + file);
      }
    }
  }
}
