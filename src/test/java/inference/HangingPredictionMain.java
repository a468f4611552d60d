package inference;

import static inference.InferenceSamples.TOPIC;

import domain.Failure;
import inference.engine.OnnxEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Main class for a test: asks a model rows it answers and rows on which it never returns. */
final class HangingPredictionMain {
  private static final Pattern KNOWN = Pattern.compile("no answer|\\d calls still hang");

  private HangingPredictionMain() {}

  public static void main(String[] args) {
    Path dir = Path.of(args[0]);
    Predictor predictor =
        new Predictor(
            dir.resolve("artifact"),
            dir.resolve("state"),
            new ModelLimits(Duration.ofSeconds(3), Duration.ofSeconds(60), 64));
    OnnxEngine.ensureLoaded();
    for (double a : new double[] {1, 1e30, 1, 1e30, 1}) {
      System.out.println(answer(predictor, a));
    }
    Runtime.getRuntime().halt(0);
  }

  private static String answer(Predictor predictor, double a) {
    try {
      predictor.refreshAndValidate(TOPIC);
      return String.valueOf(predictor.predict(MisbehavingModels.row(a)));
    } catch (Failure.Retry e) {
      Matcher words = KNOWN.matcher(e.getMessage());
      return words.find() ? words.group() : e.getMessage();
    }
  }
}
