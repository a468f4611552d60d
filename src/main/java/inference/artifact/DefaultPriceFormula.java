package inference.artifact;

import base.Sha256Hex;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * The default predictor of a price: the newest price there is, moved by half of the default trend
 * term scaled to the horizon. Below an hour it is that price and nothing else.
 */
public final class DefaultPriceFormula {
  /** Trend term per score and standard deviation over the horizon. */
  public static final double AMPLITUDE = 0.05;

  static final String LOG_PRICE = "log_price";

  private DefaultPriceFormula() {}

  /** Writes the artifact for a horizon into a directory, made where missing. */
  public static ModelManifest write(Path dir, Duration horizon) throws IOException {
    ModelArtifact artifact = artifact(horizon);
    artifact.write(dir);
    return artifact.manifest();
  }

  static ModelArtifact artifact(Duration horizon) {
    boolean trend = horizon.compareTo(TopicSpec.HOUR) >= 0;
    List<String> features =
        trend
            ? Stream.concat(DefaultReturnFormula.FEATURES.stream(), Stream.of(LOG_PRICE)).toList()
            : List.of(LOG_PRICE);
    byte[] model = trend ? trendModel(features, horizon) : priceOnly(features);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "default price",
            features,
            features.size(),
            Sha256Hex.ofLines(features),
            TensorType.FLOAT64,
            PredictionTarget.PRICE,
            null,
            horizon,
            Sha256Hex.of(model),
            samples(trend, horizon),
            "dromedary, default price formula, amplitude " + (trend ? AMPLITUDE : 0),
            null,
            null);
    return new ModelArtifact(manifest, model);
  }

  private static byte[] priceOnly(List<String> features) {
    OnnxGraphBuilder graph = new OnnxGraphBuilder("default price");
    graph.addNode("Exp", OnnxModelWriter.OUTPUT, OnnxModelWriter.INPUT);
    return OnnxModelWriter.toBytes(graph.graph(), OnnxGraphBuilder.DOUBLE, 1, features);
  }

  private static byte[] trendModel(List<String> features, Duration horizon) {
    int width = features.size();
    OnnxGraphBuilder graph = new OnnxGraphBuilder("default price");
    DefaultReturnFormula.addLogReturn(graph, "move", amplitude(horizon), width);
    double[][] last = DefaultReturnFormula.selectColumn(width - 1, width);
    graph.addNode("MatMul", "log", OnnxModelWriter.INPUT, graph.addMatrix("pick_log", last));
    graph.addNode("Add", "moved", "log", "move");
    graph.addNode("Exp", OnnxModelWriter.OUTPUT, "moved");
    return OnnxModelWriter.toBytes(graph.graph(), OnnxGraphBuilder.DOUBLE, width, features);
  }

  /** The volatility among the features is that of the default horizon. */
  private static double amplitude(Duration horizon) {
    double share = (double) horizon.toMinutes() / DefaultReturnFormula.HORIZON.toMinutes();
    return AMPLITUDE * Math.sqrt(share);
  }

  /** The formula itself, in plain arithmetic. */
  static double evaluate(double[] x, Duration horizon) {
    return x.length == 1
        ? Math.exp(x[0])
        : Math.exp(x[x.length - 1] + DefaultReturnFormula.evaluate(x, amplitude(horizon)));
  }

  private static List<ModelSample> samples(boolean trend, Duration horizon) {
    return trend
        ? Stream.of(
                new double[] {0, 0.4, -0.9, 1.7, 0.3, -0.2, 0.07, 11},
                new double[] {0.01, -2, -2, -2, -1, -1, 0.05, 5.5},
                new double[] {-0.02, 5, 4, 3, 2, 1, 0.09, -1},
                new double[] {0, 0, 0, 0, 0, 0, 0, 0})
            .map(row -> sample(row, horizon))
            .toList()
        : DoubleStream.of(11, 5.5, -1).mapToObj(it -> sample(new double[] {it}, horizon)).toList();
  }

  private static ModelSample sample(double[] row, Duration horizon) {
    return new ModelSample(DoubleStream.of(row).boxed().toList(), evaluate(row, horizon));
  }
}
