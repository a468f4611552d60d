package lab.importer;

import inference.artifact.ModelSample;
import inference.artifact.TensorType;
import java.util.List;

/** A model in the one form we serve, whatever it came as. */
public record ImportedModel(
    byte[] onnx, TensorType dtype, List<String> features, List<ModelSample> samples) {}
