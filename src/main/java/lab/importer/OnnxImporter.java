package lab.importer;

import com.google.protobuf.InvalidProtocolBufferException;
import inference.sandbox.InspectionResult;
import java.util.List;
import onnx.ModelProto;

/** An ONNX file stays as it is; only the trainer's own answers can tell whether it is right. */
final class OnnxImporter {
  private OnnxImporter() {}

  static ImportedModel importModel(byte[] onnx, List<String> names) {
    refuseExternalData(onnx);
    InspectionResult found = InspectionResult.inspectInSandbox(onnx);
    if (found.width() < 1) {
      throw new IllegalArgumentException(
          "its input leaves the number of features open; export it with [None, n] for n of them");
    }
    String written = found.metadata().getOrDefault("feature_names", "");
    List<String> inFile = written.isEmpty() ? List.of() : List.of(written.split(","));
    List<String> features = ImportOptions.requireConsistent(names, inFile, (int) found.width());
    return new ImportedModel(
        onnx,
        found.dtype(),
        features,
        List.of(),
        rows -> InspectionResult.answerInSandbox(onnx, rows));
  }

  private static void refuseExternalData(byte[] onnx) {
    try {
      if (ModelProto.parseFrom(onnx).getGraph().getInitializerList().stream()
          .anyMatch(t -> t.getDataLocation() != 0 || t.getExternalDataCount() > 0)) {
        throw new IllegalArgumentException(
            "its numbers lie in a second file; " + ExportInstructions.forKind("torch"));
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is no ONNX file", e);
    }
  }
}
