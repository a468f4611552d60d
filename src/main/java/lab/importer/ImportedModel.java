package lab.importer;

import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.util.List;
import java.util.function.Function;

/**
 * A model in the one form we serve, whatever it came as.
 *
 * @param samples rows at which its conversion is most easily seen to fail, with its answers
 * @param evaluation how it answers rows without being opened in this process
 */
public record ImportedModel(
    byte[] onnx,
    TensorType dtype,
    List<String> features,
    List<ModelSample> samples,
    Function<double[][], List<ModelSample>> evaluation) {
  /** Its answers, each with the rounding that its arithmetic may leave. */
  List<ModelSample> answer(double[][] rows) {
    return evaluation.apply(rows);
  }
}
