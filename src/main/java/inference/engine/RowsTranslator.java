package inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import inference.artifact.TensorType;

/**
 * Rows in, one number per row out. Doubles are narrowed here, once, where the model was trained on
 * floats.
 */
final class RowsTranslator implements NoBatchifyTranslator<double[][], double[]> {
  private final TensorType dtype;

  RowsTranslator(TensorType dtype) {
    this.dtype = dtype;
  }

  @Override
  public NDList processInput(TranslatorContext context, double[][] rows) {
    context.setAttachment("rows", rows.length);
    NDManager manager = context.getNDManager();
    Shape shape = new Shape(rows.length, rows[0].length);
    double[] flat = flatten(rows);
    return new NDList(
        dtype == TensorType.FLOAT64
            ? manager.create(flat, shape)
            : manager.create(toFloats(flat), shape));
  }

  @Override
  public double[] processOutput(TranslatorContext context, NDList output) {
    double[] answers = toDoubles(output.get(0));
    int rows = (int) context.getAttachment("rows");
    if (answers.length != rows) {
      throw new IllegalArgumentException(
          answers.length + " numbers for " + rows + " rows, one each is wanted");
    }
    return answers;
  }

  private static double[] toDoubles(NDArray output) {
    if (output.getDataType() == DataType.FLOAT64) {
      return output.toDoubleArray();
    }
    if (output.getDataType() != DataType.FLOAT32) {
      throw new IllegalArgumentException(
          "the answer is " + output.getDataType() + ": a regressor's float or double is wanted");
    }
    float[] floats = output.toFloatArray();
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = floats[i];
    }
    return doubles;
  }

  private static double[] flatten(double[][] rows) {
    int width = rows[0].length;
    double[] flat = new double[rows.length * width];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(rows[i], 0, flat, i * width, width);
    }
    return flat;
  }

  private static float[] toFloats(double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
      if (!Float.isFinite(floats[i])) {
        throw new IllegalArgumentException("input " + values[i] + " is out of the float range");
      }
    }
    return floats;
  }
}
