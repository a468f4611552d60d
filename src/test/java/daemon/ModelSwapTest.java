package daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.options.ConfigurationOptions;
import devnet.ledger.GenesisTopic;
import domain.TopicSpec.PredictionTarget;
import domain.market.CandleSeries;
import domain.market.RandomWalkCandles;
import features.FeatureSet;
import inference.artifact.DefaultReturnFormula;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import journal.entry.Entry;
import lab.train.TrainingSet;
import lab.train.XgboostProcess;
import lab.train.XgboostSettings;
import lab.train.XgboostTrainer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.worker.DemoResult;
import trials.worker.DemoRun;

/** What happens to the windows of a running daemon while its artifact is replaced. */
@Tag("process")
class ModelSwapTest {
  @TempDir Path dir;

  @Test
  void noWindowIsMissedAndTheNewModelAnswersTheRest() throws Exception {
    Path model = dir.resolve("model");
    String first = DefaultReturnFormula.write(model).sha256();
    DemoResult result = run(model, once(() -> DefaultReturnFormula.write(model, 0.2)));
    assertTrue(result.isPerfect(), result.toString());
    List<String> artifacts = artifacts(result);
    assertEquals(first, artifacts.get(0));
    assertEquals(DefaultReturnFormula.write(model, 0.2).sha256(), artifacts.get(2));
  }

  @Test
  void noWindowIsMissedWhenTheReplacementIsBroken() throws Exception {
    Path model = dir.resolve("model");
    String first = DefaultReturnFormula.write(model).sha256();
    DemoResult result =
        run(model, once(() -> Files.write(model.resolve("model.onnx"), new byte[9])));
    assertTrue(result.isPerfect(), result.toString());
    assertEquals(List.of(first, first, first), artifacts(result));
  }

  @Test
  void noWindowIsMissedWhileOneModelAfterTheOtherIsTrained() throws Exception {
    Path model = dir.resolve("model");
    String first = DefaultReturnFormula.write(model).sha256();
    AtomicBoolean over = new AtomicBoolean();
    Semaphore trained = new Semaphore(0);
    CompletableFuture<Void> training =
        CompletableFuture.runAsync(() -> train(model, over, trained::release))
            .whenComplete((done, failure) -> trained.release(3));
    DemoResult result = run(model, closed -> trained.acquireUninterruptibly());
    over.set(true);
    training.get();
    assertTrue(result.isPerfect(), result.toString());
    assertNotEquals(first, artifacts(result).get(2));
  }

  /** On candles of two pairs, which the daemon then asks for in each window. */
  private static void train(Path model, AtomicBoolean over, Runnable trained) {
    FeatureSet features =
        FeatureSet.of(
            List.of("mom_168h", "trend_480h", "spread = z(ln(close) - ln(ethusd.close), 168h)"));
    CandleSeries own = RandomWalkCandles.candles(3_000, 17);
    CandleSeries other = RandomWalkCandles.candles(3_000, 18);
    other = new CandleSeries("ethusd", other.step(), other.origin(), other.bars());
    TrainingSet rows = TrainingSet.of(own.withOther(other), features, 168);
    XgboostProcess boosting = new XgboostProcess(Path.of("target", "lab-lib"), line -> {});
    for (int seed = 0; !over.get(); seed++) {
      try {
        XgboostSettings settings = new XgboostSettings(50, 3, 0.1, seed);
        XgboostTrainer.trainAndWrite(model, rows, PredictionTarget.LOG_RETURN, settings, boosting);
        trained.run();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** A window is open for 50 seconds of a busy machine; the clocks skip what lies between two. */
  private DemoResult run(Path model, Consumer<Entry> closed) throws Exception {
    ConfigurationOptions options =
        ConfigurationOptions.ofSettings(
            Map.of("model.dir", model.toString(), "window.answer-at", "early"));
    try (DemoRun demo =
        new DemoRun(
            options::settings,
            DemoRun.devnetOptions(GenesisTopic.logReturnTopic(67), 60, Optional.empty()),
            dir.resolve("state"))) {
      return demo.runSkippingIdleTime(3, closed);
    }
  }

  /** After the first closed window only. */
  private static Consumer<Entry> once(Swap swap) {
    AtomicBoolean swapped = new AtomicBoolean();
    return closed -> {
      try {
        if (swapped.compareAndSet(false, true)) {
          swap.make();
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  private static List<String> artifacts(DemoResult result) {
    return result.entries().stream().map(entry -> entry.provenance().artifactHash()).toList();
  }

  /** A change to the artifact's folder. */
  private interface Swap {
    void make() throws IOException;
  }
}
