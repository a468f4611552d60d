package inference.artifact;

import static org.junit.jupiter.api.Assertions.assertEquals;

import base.Sha256Hex;
import domain.TopicSpec.PredictionTarget;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ModelManifestTest {
  /** A model file goes from hand to hand, and its words reach logs and terminals. */
  @Test
  void theWordsOfAStrangerStayOnOneLineAndSteerNothing() {
    List<String> features = List.of("return_1h");
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "best\u001b[2J\r\n2026-01-01 ERROR forged",
            features,
            1,
            Sha256Hex.ofLines(features),
            TensorType.FLOAT32,
            PredictionTarget.LOG_RETURN,
            "btc\u202eusd",
            Duration.ofHours(168),
            "0".repeat(64),
            List.of(),
            "x".repeat(1 << 20),
            null,
            null);
    assertEquals(
        "best?[2J??2026-01-01 ERROR forged, 1 features, log-return of btc?usd over 168 h, "
            + "x".repeat(300)
            + "...",
        manifest.describe());
  }
}
