package app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import lab.DefaultFormula;
import lab.Scratch;
import lab.ServedModel;

/**
 * Artifacts opened for one command, in a private directory that goes when the command ends. With
 * none named it is the default predictor, written on the spot.
 */
record Artifacts(Path scratch, List<ServedModel> models) implements AutoCloseable {
  static Artifacts open(List<Path> directories, String pair, int horizon) throws IOException {
    Path scratch = Files.createTempDirectory("dromedary-lab");
    Artifacts opened = new Artifacts(scratch, new ArrayList<>());
    try {
      List<Path> all = directories.isEmpty() ? List.of(shipped(scratch)) : directories;
      for (int i = 0; i < all.size(); i++) {
        Path state = scratch.resolve("state" + i);
        opened.models.add(ServedModel.open(all.get(i), state, pair, horizon));
      }
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  private static Path shipped(Path scratch) throws IOException {
    Path dir = scratch.resolve("default");
    DefaultFormula.write(dir);
    return dir;
  }

  @Override
  public void close() throws IOException {
    models.forEach(ServedModel::close);
    Scratch.delete(scratch);
  }
}
