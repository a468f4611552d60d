package inference;

import static inference.Rows.NOW;
import static inference.Rows.TOPIC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FeatureVector;
import domain.Reason;
import domain.Target;
import domain.TopicSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import lab.DefaultFormula;
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
    DefaultFormula.write(artifact);
    predictor = new Predictor(artifact, state);
  }

  @AfterEach
  void close() {
    predictor.close();
  }

  @Test
  void checksAnArtifactOnceAndNotAtEveryStart() throws IOException {
    predictor.ready(TOPIC);
    Duration tooShort = Duration.ofMillis(1);
    try (Predictor next = new Predictor(artifact, state, Duration.ofSeconds(10), tooShort)) {
      next.ready(TOPIC);
      DefaultFormula.write(artifact, 0.3);
      next.ready(TOPIC);
      assertTrue(next.complaint().orElseThrow().contains("took longer"));
    }
  }

  @Test
  void takesOverAGoodReplacementAndDropsTheOldCopy() throws IOException {
    predictor.ready(TOPIC);
    assertEquals(0.01, answer(), 1e-9);
    Manifest old = predictor.manifest();
    Manifest fresh = DefaultFormula.write(artifact, 0.2);
    assertEquals(old, predictor.manifest());
    assertEquals(fresh, predictor.ready(TOPIC));
    assertEquals(0.02, answer(), 1e-9);
    try (var copies = Files.list(state)) {
      assertEquals(1, copies.count());
    }
  }

  @Test
  void keepsTheLastGoodModelAndComplainsUntilTheBadOneIsMended() throws IOException {
    predictor.ready(TOPIC);
    damage();
    predictor.ready(TOPIC);
    assertEquals(0.01, answer(), 1e-9);
    assertTrue(predictor.complaint().orElseThrow().contains("another SHA-256"));
    DefaultFormula.write(artifact);
    predictor.ready(TOPIC);
    assertTrue(predictor.complaint().isEmpty());
  }

  @Test
  void keepsTheLastGoodModelWhenTheFileGoesAway() throws IOException {
    predictor.ready(TOPIC);
    Files.delete(artifact.resolve(Artifact.MODEL));
    predictor.ready(TOPIC);
    assertEquals(0.01, answer(), 1e-9);
    assertTrue(predictor.complaint().orElseThrow().contains("model.onnx is missing"));
  }

  @Test
  void refusesADamagedFileWhereThereIsNoOther() throws IOException {
    damage();
    assertFails(Reason.MODEL, "another SHA-256", () -> predictor.ready(TOPIC));
    assertFails(Reason.MODEL, "not ready", () -> predictor.predict(row(UP)));
  }

  @Test
  void refusesAModelThatAnswersItsSamplesOtherwise() throws IOException {
    Manifest manifest = Artifact.read(artifact).manifest();
    Path other = dir.resolve("other");
    DefaultFormula.write(other, 0.2);
    rewrite(Files.readAllBytes(other.resolve(Artifact.MODEL)), manifest, manifest.features());
    assertFails(Reason.MODEL, "instead of", () -> predictor.ready(TOPIC));
  }

  @Test
  void refusesANetworkOfAnotherWidthThanTheManifest() throws IOException {
    Manifest manifest = Artifact.read(artifact).manifest();
    byte[] model = Files.readAllBytes(artifact.resolve(Artifact.MODEL));
    rewrite(model, manifest, List.of("a", "b"));
    assertFails(
        Reason.MODEL, "names 2 features, the network takes 7", () -> predictor.ready(TOPIC));
  }

  @Test
  void refusesAPickleUnderTheNameOfAnOnnxFile() throws IOException {
    Manifest manifest = Artifact.read(artifact).manifest();
    byte[] pickle = "cos\nsystem\n(S'true'\ntR.".getBytes(StandardCharsets.US_ASCII);
    rewrite(pickle, manifest, manifest.features());
    assertFails(Reason.MODEL, "not a readable ONNX model", () -> predictor.ready(TOPIC));
  }

  @Test
  void refusesALinkOutOfTheArtifact() throws IOException {
    Path elsewhere = dir.resolve("elsewhere");
    Files.move(artifact.resolve(Artifact.MODEL), elsewhere);
    Files.createSymbolicLink(artifact.resolve(Artifact.MODEL), elsewhere);
    assertFails(Reason.MODEL, "link out of its directory", () -> predictor.ready(TOPIC));
  }

  @Test
  void refusesAManifestOfALaterFormat() throws IOException {
    Path file = artifact.resolve(Artifact.MANIFEST);
    Files.writeString(
        file, Files.readString(file).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2"));
    assertFails(Reason.MODEL, "format version 2", () -> predictor.ready(TOPIC));
  }

  @Test
  void refusesATopicItWasNotMadeFor() {
    TopicSpec price = Rows.topic(Target.PRICE, "btcusd", 168);
    assertFails(Reason.MODEL_MISMATCH, "asks for PRICE", () -> predictor.ready(price));
    TopicSpec day = Rows.topic(Target.LOG_RETURN, "btcusd", 24);
    assertFails(Reason.MODEL_MISMATCH, "168 h ahead, the topic 24", () -> predictor.ready(day));
    predictor.ready(TOPIC);
    assertFails(Reason.MODEL_MISMATCH, "168 h ahead, the topic 24", () -> predictor.ready(day));
  }

  @Test
  void refusesRowsOfOtherNamesOrOrder() {
    predictor.ready(TOPIC);
    assertFails(
        Reason.MODEL_MISMATCH, "wants the features", () -> predictor.predict(Rows.row(NOW, UP)));
  }

  private void damage() throws IOException {
    Path file = artifact.resolve(Artifact.MODEL);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 0x10;
    Files.write(file, bytes);
  }

  private void rewrite(byte[] model, Manifest old, List<String> features) throws IOException {
    Manifest manifest =
        new Manifest(
            Manifest.FORMAT,
            old.name(),
            features,
            features.size(),
            Sha256.ofNames(features),
            old.dtype(),
            old.target(),
            old.pair(),
            old.horizonHours(),
            Sha256.of(model),
            features.size() == old.width() ? old.samples() : List.of(),
            old.madeBy(),
            null);
    new Artifact(manifest, model).write(artifact);
  }

  private double answer() {
    return predictor.predict(row(UP));
  }

  private static FeatureVector row(double... values) {
    return Rows.row(DefaultFormula.FEATURES, NOW, values);
  }

  private static void assertFails(Reason reason, String words, Executable action) {
    Failure.Wait failure = assertThrows(Failure.Wait.class, action);
    assertEquals(reason, failure.reason(), failure.getMessage());
    assertTrue(failure.getMessage().contains(words), failure.getMessage());
  }
}
