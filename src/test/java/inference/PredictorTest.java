package inference;

import static inference.InferenceSamples.NOW;
import static inference.InferenceSamples.TOPIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.Sha256Hex;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import domain.market.FeatureVector;
import inference.artifact.DefaultReturnFormula;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class PredictorTest {
  private static final double[] UP = {0, 40, 40, 40, 40, 40, 0.1};

  /** What one test had checked, the others need not have checked again. */
  @TempDir static Path state;

  @TempDir Path dir;
  private Path artifact;
  private Predictor predictor;

  @BeforeEach
  void open() throws IOException {
    artifact = dir.resolve("artifact");
    DefaultReturnFormula.write(artifact);
    predictor = new Predictor(artifact, state);
  }

  @AfterEach
  void close() {
    predictor.close();
  }

  @Test
  void checksAnArtifactOnceAndNotAtEveryStart() throws IOException {
    predictor.refreshAndValidate(TOPIC);
    Duration tooShort = Duration.ofMillis(1);
    try (Predictor next =
        new Predictor(artifact, state, new ModelLimits(Duration.ofSeconds(10), tooShort, 64))) {
      next.refreshAndValidate(TOPIC);
      DefaultReturnFormula.write(artifact, 0.3);
      next.refreshAndValidate(TOPIC);
      assertTrue(next.replacementFault().orElseThrow().contains("took longer"));
    }
  }

  @Test
  void takesOverAGoodReplacementAndDropsTheOldCopy() throws IOException {
    predictor.refreshAndValidate(TOPIC);
    assertEquals(0.01, answer(), 1e-9);
    ModelManifest old = predictor.activeManifest();
    ModelManifest fresh = DefaultReturnFormula.write(artifact, 0.2);
    assertEquals(old, predictor.activeManifest());
    assertEquals(fresh, predictor.refreshAndValidate(TOPIC));
    assertEquals(0.02, answer(), 1e-9);
    try (var copies = Files.list(state)) {
      assertEquals(1, copies.count());
    }
  }

  @Test
  void keepsTheLastGoodModelAndComplainsUntilTheBadOneIsMended() throws IOException {
    predictor.refreshAndValidate(TOPIC);
    damage();
    predictor.refreshAndValidate(TOPIC);
    assertEquals(0.01, answer(), 1e-9);
    assertTrue(predictor.replacementFault().orElseThrow().contains("another SHA-256"));
    DefaultReturnFormula.write(artifact);
    predictor.refreshAndValidate(TOPIC);
    assertTrue(predictor.replacementFault().isEmpty());
  }

  @Test
  void keepsTheLastGoodModelWhenTheFileGoesAway() throws IOException {
    predictor.refreshAndValidate(TOPIC);
    Files.delete(artifact.resolve(ModelArtifact.MODEL));
    predictor.refreshAndValidate(TOPIC);
    assertEquals(0.01, answer(), 1e-9);
    assertTrue(predictor.replacementFault().orElseThrow().contains("model.onnx is missing"));
  }

  @Test
  void refusesADamagedFileWhereThereIsNoOther() throws IOException {
    damage();
    assertFails(FailureReason.MODEL, "another SHA-256", () -> predictor.refreshAndValidate(TOPIC));
    assertFails(FailureReason.MODEL, "not ready", () -> predictor.predict(row(UP)));
  }

  @Test
  void refusesAModelThatAnswersItsSamplesOtherwise() throws IOException {
    ModelManifest manifest = ModelArtifact.read(artifact).manifest();
    Path other = dir.resolve("other");
    DefaultReturnFormula.write(other, 0.2);
    rewrite(Files.readAllBytes(other.resolve(ModelArtifact.MODEL)), manifest, manifest.features());
    assertFails(FailureReason.MODEL, "instead of", () -> predictor.refreshAndValidate(TOPIC));
  }

  @Test
  void refusesANetworkOfAnotherWidthThanTheManifest() throws IOException {
    ModelManifest manifest = ModelArtifact.read(artifact).manifest();
    byte[] model = Files.readAllBytes(artifact.resolve(ModelArtifact.MODEL));
    rewrite(model, manifest, List.of("a", "b"));
    assertFails(
        FailureReason.MODEL,
        "names 2 features, the network takes 7",
        () -> predictor.refreshAndValidate(TOPIC));
  }

  @Test
  void refusesAPickleUnderTheNameOfAnOnnxFile() throws IOException {
    ModelManifest manifest = ModelArtifact.read(artifact).manifest();
    byte[] pickle = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.US_ASCII);
    rewrite(pickle, manifest, manifest.features());
    assertFails(
        FailureReason.MODEL,
        "not a readable ONNX model",
        () -> predictor.refreshAndValidate(TOPIC));
  }

  @Test
  void refusesALinkOutOfTheArtifact() throws IOException {
    Path elsewhere = dir.resolve("elsewhere");
    Files.move(artifact.resolve(ModelArtifact.MODEL), elsewhere);
    Files.createSymbolicLink(artifact.resolve(ModelArtifact.MODEL), elsewhere);
    assertFails(
        FailureReason.MODEL,
        "link out of its directory",
        () -> predictor.refreshAndValidate(TOPIC));
  }

  @Test
  void refusesAManifestOfALaterFormat() throws IOException {
    Path file = artifact.resolve(ModelArtifact.MANIFEST);
    Files.writeString(
        file, Files.readString(file).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
    assertFails(FailureReason.MODEL, "format version 2", () -> predictor.refreshAndValidate(TOPIC));
  }

  @Test
  void refusesATopicItWasNotMadeFor() {
    TopicSpec price = InferenceSamples.topic(PredictionTarget.PRICE, "btcusd", 168);
    assertFails(
        FailureReason.MODEL_MISMATCH, "asks for PRICE", () -> predictor.refreshAndValidate(price));
    TopicSpec day = InferenceSamples.topic(PredictionTarget.LOG_RETURN, "btcusd", 24);
    assertFails(
        FailureReason.MODEL_MISMATCH,
        "168 h ahead, the topic 24",
        () -> predictor.refreshAndValidate(day));
    predictor.refreshAndValidate(TOPIC);
    assertFails(
        FailureReason.MODEL_MISMATCH,
        "168 h ahead, the topic 24",
        () -> predictor.refreshAndValidate(day));
  }

  @Test
  void refusesRowsOfOtherNamesOrOrder() {
    predictor.refreshAndValidate(TOPIC);
    assertFails(
        FailureReason.MODEL_MISMATCH,
        "needs the features",
        () -> predictor.predict(InferenceSamples.row(NOW, UP)));
  }

  private void damage() throws IOException {
    Path file = artifact.resolve(ModelArtifact.MODEL);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(file, bytes);
  }

  private void rewrite(byte[] model, ModelManifest old, List<String> features) throws IOException {
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            old.name(),
            features,
            features.size(),
            Sha256Hex.ofLines(features),
            old.dtype(),
            old.target(),
            old.pair(),
            old.horizon(),
            Sha256Hex.of(model),
            features.size() == old.width() ? old.samples() : List.of(),
            old.madeBy(),
            null,
            null);
    new ModelArtifact(manifest, model).write(artifact);
  }

  private double answer() {
    return predictor.predict(row(UP));
  }

  private static FeatureVector row(double... values) {
    return InferenceSamples.row(DefaultReturnFormula.FEATURES, NOW, values);
  }

  private static void assertFails(FailureReason reason, String text, Executable action) {
    Failure.Retry failure = assertThrows(Failure.Retry.class, action);
    assertEquals(reason, failure.reason(), failure.getMessage());
    assertTrue(failure.getMessage().contains(text), failure.getMessage());
  }
}
