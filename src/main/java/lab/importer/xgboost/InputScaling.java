package lab.importer.xgboost;

import inference.artifact.OnnxGraphBuilder;
import java.util.List;

/**
 * The operations of a scikit-learn scaler on a row: element by element, in double, in the scaler's
 * own order.
 */
public record InputScaling(List<Operation> operations) {
  public static final InputScaling NONE = new InputScaling(List.of());

  /**
   * @param name Sub, Div, Mul or Add, the ONNX operators
   */
  public record Operation(String name, double[] by) {
    double apply(double value, int column) {
      return switch (name) {
        case "Sub" -> value - by[column];
        case "Div" -> value / by[column];
        case "Mul" -> value * by[column];
        default -> value + by[column];
      };
    }

    double invert(double value, int column) {
      return switch (name) {
        case "Sub" -> value + by[column];
        case "Div" -> value * by[column];
        case "Mul" -> value / by[column];
        default -> value - by[column];
      };
    }
  }

  boolean isNone() {
    return operations.isEmpty();
  }

  double[] apply(double[] row) {
    double[] scaled = row.clone();
    for (int i = 0; i < row.length; i++) {
      for (Operation operation : operations) {
        scaled[i] = operation.apply(scaled[i], i);
      }
    }
    return scaled;
  }

  /** The row that scaling turns into this one. */
  double[] invert(double[] scaled) {
    double[] row = scaled.clone();
    for (int i = 0; i < row.length; i++) {
      for (int o = operations.size() - 1; o >= 0; o--) {
        row[i] = operations.get(o).invert(row[i], i);
      }
    }
    return row;
  }

  /**
   * Adds the operations to a graph.
   *
   * @return name of the output
   */
  String addTo(OnnxGraphBuilder graph, String input) {
    String last = input;
    for (int o = 0; o < operations.size(); o++) {
      Operation operation = operations.get(o);
      String by = graph.addMatrix("scaling" + o, new double[][] {operation.by()});
      last = graph.addNode(operation.name(), "scaled" + o, last, by);
    }
    return last;
  }

  void requireWidth(int width) {
    for (Operation operation : operations) {
      if (operation.by().length != width) {
        throw new IllegalArgumentException(
            "its scaler is made for %d features, its trees for %d"
                .formatted(operation.by().length, width));
      }
    }
  }
}
