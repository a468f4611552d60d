package lab.train;

import base.ProcessEnd;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import ml.dmlc.xgboost4j.java.Booster;
import ml.dmlc.xgboost4j.java.DMatrix;
import ml.dmlc.xgboost4j.java.XGBoost;
import ml.dmlc.xgboost4j.java.XGBoostError;

/**
 * The training process: the only one that loads XGBoost, whose native code can crash a JVM. Works
 * through a {@link XgboostJob} in a folder and writes the predictions and the last model there;
 * prints a line per fold.
 */
final class XgboostTrainingMain {
  static final String JOB = "job.bin";
  static final String ANSWERS = "answers.bin";
  static final String MODEL = "model.json";
  private static final int PARALLEL_FOLDS = 2;

  private XgboostTrainingMain() {}

  public static void main(String[] args) throws Exception {
    ProcessEnd.endWithParent();
    Path folder = Path.of(args[0]);
    XgboostJob job = XgboostJob.read(folder.resolve(JOB));
    // two folds on one thread each need not wait for each other, unlike two threads inside one
    // fold; the trees are the same
    ExecutorService lanes = Executors.newFixedThreadPool(PARALLEL_FOLDS);
    List<Future<FittedFold>> folds = new ArrayList<>();
    int threads = job.folds().size() == 1 ? PARALLEL_FOLDS : 1;
    for (XgboostJob.Fold fold : job.folds()) {
      folds.add(lanes.submit(() -> fit(job, fold, threads)));
    }
    lanes.shutdown();
    try (DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve(ANSWERS))))) {
      for (int i = 0; i < folds.size(); i++) {
        for (float[] answer : folds.get(i).get().answers()) {
          out.writeFloat(answer[0]);
        }
        System.out.println("fold " + (i + 1) + "/" + folds.size());
      }
    }
    folds.get(folds.size() - 1).get().booster().saveModel(folder.resolve(MODEL).toString());
  }

  /** Result of a fold. */
  private record FittedFold(Booster booster, float[][] answers) {}

  private static FittedFold fit(XgboostJob job, XgboostJob.Fold fold, int threads)
      throws XGBoostError {
    DMatrix data = labelled(job, fold.trainFrom(), fold.trainTo());
    try {
      Map<String, Object> parameters = parameters(job.settings(), threads);
      int rounds = bestRounds(job, fold, parameters);
      Booster booster = XGBoost.train(data, parameters, rounds, new HashMap<>(), null, null);
      return new FittedFold(booster, predict(job, fold, booster));
    } finally {
      data.dispose();
    }
  }

  /**
   * The number of rounds that is best on the last fifth of the rows, which then is trained on as
   * well.
   */
  private static int bestRounds(
      XgboostJob job, XgboostJob.Fold fold, Map<String, Object> parameters) throws XGBoostError {
    XgboostSettings settings = job.settings();
    int held = fold.trainTo() - (fold.trainTo() - fold.trainFrom()) / 5;
    if (settings.earlyStopping() == 0 || held >= fold.trainTo()) {
      return settings.rounds();
    }
    DMatrix earlier = labelled(job, fold.trainFrom(), held);
    DMatrix later = labelled(job, held, fold.trainTo());
    try {
      Booster tried =
          XGBoost.train(
              earlier,
              parameters,
              settings.rounds(),
              Map.of("later", later),
              new float[1][settings.rounds()],
              null,
              null,
              settings.earlyStopping());
      String best = tried.getAttr("best_iteration");
      tried.dispose();
      return best == null ? settings.rounds() : Integer.parseInt(best) + 1;
    } finally {
      earlier.dispose();
      later.dispose();
    }
  }

  private static DMatrix labelled(XgboostJob job, int from, int to) throws XGBoostError {
    DMatrix data = toMatrix(job.rows(), from, to);
    data.setLabel(Arrays.copyOfRange(job.targets(), from, to));
    return data;
  }

  private static Map<String, Object> parameters(XgboostSettings settings, int threads) {
    return Map.ofEntries(
        Map.entry("objective", "reg:squarederror"),
        Map.entry("tree_method", "hist"),
        Map.entry("max_depth", settings.depth()),
        Map.entry("eta", settings.eta()),
        Map.entry("lambda", settings.lambda()),
        Map.entry("min_child_weight", settings.minChildWeight()),
        Map.entry("subsample", settings.subsample()),
        Map.entry("seed", settings.seed()),
        Map.entry("nthread", threads),
        Map.entry("verbosity", 0));
  }

  private static float[][] predict(XgboostJob job, XgboostJob.Fold fold, Booster booster)
      throws XGBoostError {
    if (fold.testFrom() == fold.testTo()) {
      return new float[0][];
    }
    DMatrix data = toMatrix(job.rows(), fold.testFrom(), fold.testTo());
    try {
      return booster.predict(data);
    } finally {
      data.dispose();
    }
  }

  private static DMatrix toMatrix(float[][] rows, int from, int to) throws XGBoostError {
    int width = rows[0].length;
    float[] flat = new float[(to - from) * width];
    for (int t = from; t < to; t++) {
      System.arraycopy(rows[t], 0, flat, (t - from) * width, width);
    }
    return new DMatrix(flat, to - from, width, Float.NaN);
  }
}
