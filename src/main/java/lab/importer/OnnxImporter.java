package lab.importer;

import com.google.protobuf.InvalidProtocolBufferException;
import domain.TopicSpec;
import inference.sandbox.InspectionResult;
import java.util.ArrayList;
import java.util.List;
import onnx.ModelProto;

/**
 * Imports an ONNX file unchanged except for its inputs and outputs; only the trainer's predictions
 * can show whether the result is right.
 */
final class OnnxImporter {
  private OnnxImporter() {}

  static ImportedModel importModel(byte[] file, List<String> names, ImportOptions options) {
    ModelProto model = parse(file);
    ModelProto adapted = OnnxInputAdapter.adapt(model, options);
    byte[] onnx = adapted.equals(model) ? file : adapted.toByteArray();
    InspectionResult found = InspectionResult.inspectInSandbox(onnx);
    if (found.width() < 1) {
      throw new IllegalArgumentException(
          "its input leaves the number of features open; export it with [None, n] for n of them");
    }
    String written = found.metadata().getOrDefault("feature_names", "");
    List<String> inFile =
        written.isEmpty() ? OnnxInputAdapter.columnNames(model) : List.of(written.split(","));
    int width = (int) found.width();
    int steps = OnnxInputAdapter.steps(model);
    List<String> features =
        ImportOptions.requireConsistent(laggedNames(names, steps, width, options), inFile, width);
    return new ImportedModel(
        onnx,
        found.dtype(),
        features,
        List.of(),
        rows ->
            InspectionResult.answerInSandbox(onnx, rows, Math.max(1, options.outputs().size())));
  }

  /** Names of one candle's features stand for those of all of a sequence, the oldest first. */
  private static List<String> laggedNames(
      List<String> names, int steps, int width, ImportOptions options) {
    if (steps == 1 || names.size() * steps != width) {
      return names;
    }
    String unit = TopicSpec.candleStep(options.horizon()).equals(TopicSpec.HOUR) ? "" : "m";
    List<String> all = new ArrayList<>();
    for (int lag = steps - 1; lag >= 0; lag--) {
      for (String name : names) {
        all.add(lag == 0 ? name : name + "[-" + lag + unit + "]");
      }
    }
    return all;
  }

  private static ModelProto parse(byte[] onnx) {
    try {
      ModelProto model = ModelProto.parseFrom(onnx);
      if (model.getGraph().getInitializerList().stream()
          .anyMatch(t -> t.getDataLocation() != 0 || t.getExternalDataCount() > 0)) {
        throw new IllegalArgumentException(
            "its numbers are in a second file; " + ExportInstructions.forKind("torch"));
      }
      return model;
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is no ONNX file", e);
    }
  }
}
