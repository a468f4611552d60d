package trials.figures;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;

/** The bars of a figure as PNG bytes. */
final class FigureChart {
  static {
    // A display that cannot be reached would otherwise fail the report.
    System.setProperty("java.awt.headless", "true");
  }

  private FigureChart() {}

  static byte[] toPng(Figure figure) {
    CategoryChart chart =
        new CategoryChartBuilder().width(820).height(320).title(figure.title()).build();
    chart.setYAxisTitle(figure.unit());
    chart.getStyler().setLegendVisible(false).setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setYAxisMin(0.0).setChartTitleBoxVisible(false);
    chart.addSeries(
        figure.id(),
        List.copyOf(figure.bars().keySet()),
        List.<Number>copyOf(figure.bars().values()));
    try {
      return BitmapEncoder.getBitmapBytes(chart, BitmapFormat.PNG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
