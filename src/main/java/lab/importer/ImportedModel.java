package lab.importer;

import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.util.List;
import java.util.function.Function;

/**
 * A model as ONNX, whatever its source format.
 *
 * @param samples rows at which a wrong conversion shows most, with the predictions
 * @param evaluation predicts rows without opening the ONNX file in this process
 */
public record ImportedModel(
    byte[] onnx,
    TensorType dtype,
    List<String> features,
    List<ModelSample> samples,
    Function<double[][], List<ModelSample>> evaluation) {
  /** Predictions of the rows, each with the rounding error that its arithmetic allows. */
  List<ModelSample> answer(double[][] rows) {
    return evaluation.apply(rows);
  }
}
