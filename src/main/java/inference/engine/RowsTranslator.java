package inference.engine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import inference.artifact.TensorType;
import java.util.Arrays;

/**
 * Rows in, one number per row out, or as many as the artifact names outputs. Doubles are narrowed
 * here, once, where the model was trained on floats.
 */
final class RowsTranslator implements NoBatchifyTranslator<double[][], double[][]> {
  private final TensorType dtype;
  private final int outputs;

  /**
   * @param outputs numbers that a row is answered with
   */
  RowsTranslator(TensorType dtype, int outputs) {
    this.dtype = dtype;
    this.outputs = outputs;
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
  public double[][] processOutput(TranslatorContext context, NDList output) {
    int rows = (int) context.getAttachment("rows");
    double[][] answers = new double[rows][0];
    for (NDArray tensor : outputs == 1 ? output.subNDList(0, 1) : output) {
      appendColumns(answers, toDoubles(tensor));
    }
    if (answers[0].length != outputs) {
      throw new IllegalArgumentException(
          answers[0].length * rows
              + " numbers for "
              + rows
              + " rows, "
              + (outputs == 1 ? "one each is wanted" : outputs + " each are wanted"));
    }
    return answers;
  }

  /** A tensor holds the same count of numbers for each row, row by row. */
  private static void appendColumns(double[][] answers, double[] numbers) {
    if (numbers.length % answers.length != 0) {
      throw new IllegalArgumentException(
          numbers.length + " numbers for " + answers.length + " rows, one each is wanted");
    }
    int width = numbers.length / answers.length;
    for (int i = 0; i < answers.length; i++) {
      int before = answers[i].length;
      answers[i] = Arrays.copyOf(answers[i], before + width);
      System.arraycopy(numbers, i * width, answers[i], before, width);
    }
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
