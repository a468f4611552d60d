package lab.train;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Input of the training process, as a file: rows, targets and folds. Each fold trains on one range
 * of rows and predicts another.
 */
public record XgboostJob(
    XgboostSettings settings, float[][] rows, float[] targets, List<Fold> folds) {
  /** Ranges of rows; {@code trainTo} and {@code testTo} are exclusive. */
  public record Fold(int trainFrom, int trainTo, int testFrom, int testTo) {}

  public static float[] toFloats(double[] values) {
    float[] narrow = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      narrow[i] = (float) values[i];
    }
    return narrow;
  }

  public static float[][] toFloats(double[][] rows) {
    float[][] narrow = new float[rows.length][];
    for (int i = 0; i < rows.length; i++) {
      narrow[i] = toFloats(rows[i]);
    }
    return narrow;
  }

  void write(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.writeInt(settings.rounds());
      out.writeInt(settings.depth());
      out.writeDouble(settings.eta());
      out.writeLong(settings.seed());
      out.writeDouble(settings.lambda());
      out.writeDouble(settings.minChildWeight());
      out.writeDouble(settings.subsample());
      out.writeInt(settings.earlyStopping());
      out.writeInt(rows.length);
      out.writeInt(rows[0].length);
      for (int i = 0; i < rows.length; i++) {
        write(out, rows[i]);
        out.writeFloat(targets[i]);
      }
      out.writeInt(folds.size());
      for (Fold fold : folds) {
        out.writeInt(fold.trainFrom());
        out.writeInt(fold.trainTo());
        out.writeInt(fold.testFrom());
        out.writeInt(fold.testTo());
      }
    }
  }

  static XgboostJob read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      XgboostSettings settings =
          new XgboostSettings(
              in.readInt(),
              in.readInt(),
              in.readDouble(),
              in.readLong(),
              in.readDouble(),
              in.readDouble(),
              in.readDouble(),
              in.readInt());
      float[][] rows = new float[in.readInt()][in.readInt()];
      float[] targets = new float[rows.length];
      for (int i = 0; i < rows.length; i++) {
        read(in, rows[i]);
        targets[i] = in.readFloat();
      }
      List<Fold> folds = new ArrayList<>();
      for (int left = in.readInt(); left > 0; left--) {
        folds.add(new Fold(in.readInt(), in.readInt(), in.readInt(), in.readInt()));
      }
      return new XgboostJob(settings, rows, targets, folds);
    }
  }

  private static void write(DataOutputStream out, float[] row) throws IOException {
    for (float value : row) {
      out.writeFloat(value);
    }
  }

  private static void read(DataInputStream in, float[] row) throws IOException {
    for (int i = 0; i < row.length; i++) {
      row[i] = in.readFloat();
    }
  }
}
