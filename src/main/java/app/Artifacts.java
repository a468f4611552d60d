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
  /**
   * @param horizon hours that all of them must look ahead; null: as far as the first
   * @throws IllegalArgumentException when one looks ahead otherwise
   */
  static Artifacts open(List<Path> directories, String pair, Integer horizon) throws IOException {
    Path scratch = Files.createTempDirectory("dromedary-lab");
    Artifacts opened = new Artifacts(scratch, new ArrayList<>());
    try {
      List<Path> all = directories.isEmpty() ? List.of(shipped(scratch)) : directories;
      for (int i = 0; i < all.size(); i++) {
        Path state = scratch.resolve("state" + i);
        opened.models.add(ServedModel.open(all.get(i), state, pair));
      }
      opened.agree(horizon == null ? opened.horizon() : horizon);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  int horizon() {
    return models.get(0).horizonHours();
  }

  private void agree(int horizon) {
    for (ServedModel model : models) {
      if (model.horizonHours() != horizon) {
        throw new IllegalArgumentException(
            "model '%s' looks %d h ahead, not %d; name models of one horizon, as `train --horizon` makes them"
                .formatted(model.name(), model.horizonHours(), horizon));
      }
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
