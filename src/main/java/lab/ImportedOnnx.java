package lab;

import com.google.protobuf.InvalidProtocolBufferException;
import inference.Inspection;
import inference.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import lab.onnx.ModelProto;

/** An ONNX file stays as it is; samples are its own answers, so only later damage shows. */
final class ImportedOnnx {
  private static final int SAMPLES = 32;

  private ImportedOnnx() {}

  static Imported of(byte[] onnx, List<String> names) {
    refuseExternalData(onnx);
    Inspection inspection = Inspection.of(onnx);
    String written = inspection.metadata().getOrDefault("feature_names", "");
    List<String> inFile = written.isEmpty() ? List.of() : List.of(written.split(","));
    int width = inspection.width() > 0 ? (int) inspection.width() : names.size();
    List<String> features = Names.agreed(names, inFile, width);
    double[][] rows = rows(features.size());
    double[] answers = inspection.answers(onnx, rows);
    List<Sample> samples =
        IntStream.range(0, rows.length)
            .filter(i -> Double.isFinite(answers[i]))
            .mapToObj(i -> new Sample(Arrays.stream(rows[i]).boxed().toList(), answers[i]))
            .toList();
    if (samples.isEmpty()) {
      throw new IllegalArgumentException(
          "it gives no finite answer to any of " + SAMPLES + " rows");
    }
    return new Imported(onnx, inspection.dtype(), features, samples);
  }

  private static double[][] rows(int width) {
    Random random = new Random(67);
    double[][] rows = new double[SAMPLES][width];
    for (double[] row : rows) {
      Arrays.setAll(row, i -> (float) random.nextGaussian());
    }
    return rows;
  }

  private static void refuseExternalData(byte[] onnx) {
    try {
      if (ModelProto.parseFrom(onnx).getGraph().getInitializerList().stream()
          .anyMatch(t -> t.getDataLocation() != 0 || t.getExternalDataCount() > 0)) {
        throw new IllegalArgumentException(
            "its numbers lie in a second file; save it as one file"
                + " (onnx.save(model, path, save_as_external_data=False))");
      }
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("it is no ONNX file", e);
    }
  }
}
