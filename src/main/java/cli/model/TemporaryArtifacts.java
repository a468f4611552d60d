package cli.model;

import base.ReadableUnits;
import base.TemporaryFolders;
import inference.artifact.DefaultPriceFormula;
import inference.artifact.DefaultReturnFormula;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lab.backtest.ArtifactBacktestModel;

/**
 * Artifacts opened for one command, in a private folder that is deleted when the command ends. If
 * none is named, the default predictor is written and opened.
 *
 * @param tempDir null where nothing had to be written
 */
record TemporaryArtifacts(Path tempDir, List<ArtifactBacktestModel> models)
    implements AutoCloseable {
  /**
   * @param horizon that all of them must have; null for the horizon of the first
   * @throws IllegalArgumentException if one has another horizon
   */
  static TemporaryArtifacts open(List<Path> directories, String pair, Duration horizon)
      throws IOException {
    Path scratch = TemporaryFolders.create("dromedary-lab");
    TemporaryArtifacts opened = new TemporaryArtifacts(scratch, new ArrayList<>());
    try {
      List<Path> all =
          directories.isEmpty() ? List.of(writeDefaultModel(scratch, horizon)) : directories;
      for (int i = 0; i < all.size(); i++) {
        Path state = scratch.resolve("state" + i);
        opened.models.add(ArtifactBacktestModel.open(nameOf(all.get(i)), all.get(i), state, pair));
      }
      opened.requireSameHorizon(horizon == null ? opened.horizon() : horizon);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /** The same, but the default predictor is evaluated without a file and an engine. */
  static TemporaryArtifacts openForHistory(List<Path> directories, String pair, Duration horizon)
      throws IOException {
    boolean shipped = horizon == null || horizon.equals(DefaultReturnFormula.HORIZON);
    return directories.isEmpty() && shipped
        ? new TemporaryArtifacts(null, List.of(ArtifactBacktestModel.ofDefaultFormula(pair)))
        : open(directories, pair, horizon);
  }

  private static String nameOf(Path artifact) {
    Path absolute = artifact.toAbsolutePath().normalize();
    return absolute.getFileName() == null ? absolute.toString() : absolute.getFileName() + "";
  }

  Duration horizon() {
    return models.get(0).horizon();
  }

  private void requireSameHorizon(Duration horizon) {
    for (ArtifactBacktestModel model : models) {
      if (!model.horizon().equals(horizon)) {
        throw new IllegalArgumentException(
            "model '%s' predicts %s ahead, not %s; name models of one horizon, as `train --horizon` makes them"
                .formatted(
                    model.name(),
                    ReadableUnits.horizon(model.horizon()),
                    ReadableUnits.horizon(horizon)));
      }
    }
  }

  /** For another horizon than its own, the default predictor of a price is used. */
  private static Path writeDefaultModel(Path scratch, Duration horizon) throws IOException {
    Path dir = scratch.resolve("default");
    if (horizon == null || horizon.compareTo(DefaultReturnFormula.HORIZON) >= 0) {
      DefaultReturnFormula.write(dir);
    } else {
      DefaultPriceFormula.write(dir, horizon);
    }
    return dir;
  }

  @Override
  public void close() throws IOException {
    models.forEach(ArtifactBacktestModel::close);
    if (tempDir != null) {
      TemporaryFolders.deleteRecursively(tempDir);
    }
  }
}
