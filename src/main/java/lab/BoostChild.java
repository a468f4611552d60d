package lab;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The training process: the only place where XGBoost is loaded, for its natives can take a JVM down
 * with them. Works through a {@link BoostJob} in a folder and leaves the answers and the last model
 * there; one line of progress per fold.
 */
final class BoostChild {
  static final String JOB = "job.bin";
  static final String ANSWERS = "answers.bin";
  static final String MODEL = "model.json";

  private BoostChild() {}

  public static void main(String[] args) throws IOException, XGBoostError {
    Path folder = Path.of(args[0]);
    BoostJob job = BoostJob.read(folder.resolve(JOB));
    Booster last = null;
    try (DataOutputStream out =
        new DataOutputStream(Files.newOutputStream(folder.resolve(ANSWERS)))) {
      for (int i = 0; i < job.folds().size(); i++) {
        BoostJob.Fold fold = job.folds().get(i);
        last = train(job, fold);
        answer(job, fold, last, out);
        System.out.println("fold " + (i + 1) + "/" + job.folds().size());
      }
    }
    last.saveModel(folder.resolve(MODEL).toString());
  }

  private static Booster train(BoostJob job, BoostJob.Fold fold) throws XGBoostError {
    DMatrix data = matrix(job.rows(), fold.trainFrom(), fold.trainTo());
    float[] targets = new float[fold.trainTo() - fold.trainFrom()];
    System.arraycopy(job.targets(), fold.trainFrom(), targets, 0, targets.length);
    data.setLabel(targets);
    Map<String, DMatrix> watched = new HashMap<>();
    try {
      return XGBoost.train(
          data, parameters(job.settings()), job.settings().rounds(), watched, null, null);
    } finally {
      data.dispose();
    }
  }

  private static Map<String, Object> parameters(BoostSettings settings) {
    return Map.of(
        "objective",
        "reg:squarederror",
        "tree_method",
        "hist",
        "max_depth",
        settings.depth(),
        "eta",
        settings.eta(),
        "subsample",
        0.8,
        "seed",
        settings.seed(),
        "nthread",
        2,
        "verbosity",
        0);
  }

  private static void answer(
      BoostJob job, BoostJob.Fold fold, Booster booster, DataOutputStream out)
      throws IOException, XGBoostError {
    if (fold.testFrom() == fold.testTo()) {
      return;
    }
    DMatrix data = matrix(job.rows(), fold.testFrom(), fold.testTo());
    for (float[] prediction : booster.predict(data)) {
      out.writeFloat(prediction[0]);
    }
    data.dispose();
  }

  private static DMatrix matrix(float[][] rows, int from, int to) throws XGBoostError {
    int width = rows[0].length;
    float[] flat = new float[(to - from) * width];
    for (int t = from; t < to; t++) {
      System.arraycopy(rows[t], 0, flat, (t - from) * width, width);
    }
    return new DMatrix(flat, to - from, width, Float.NaN);
  }
}
