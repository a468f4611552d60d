package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.Sha256Hex;
import chain.SignedSubmissionVerifier;
import chain.model.SubmittedValue;
import cli.DevnetFixture;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import domain.FailureReason;
import domain.Role;
import domain.TopicSpec.PredictionTarget;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import inference.artifact.TensorType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import report.StoredValueCheck;
import wiring.ComponentFactory.Components;

/** Losses of others, forecast by a server and by a model, on a network that drops strangers. */
@Tag("process")
@Execution(ExecutionMode.CONCURRENT)
class ForecastTest {
  private static final String STRANGER = "allo1" + "q".repeat(38);

  @TempDir Path dir;

  private static DevnetOptions world(DevnetOptions plain) {
    long first = plain.startHeight() + 24;
    return plain
        .withEmissionsVersion(DevnetEmissionsVersion.V5)
        .withTopics(
            List.of(DaemonFixture.shortTopic(67, first), DaemonFixture.shortTopic(68, first + 10)));
  }

  @Test
  void namesRegisteredInferersOnly() throws Exception {
    writeModel(dir.resolve("forecaster"));
    try (DaemonFixture fixture = new DaemonFixture(dir, ForecastTest::world)) {
      fixture.serve("/model", it -> "0.00123");
      Components components =
          fixture.configure(
              "topics=67,68",
              "topic.67.horizon=1h",
              "topic.67.model-url=" + fixture.url("/model"),
              "topic.67.forecast=url",
              "topic.67.forecast-url=" + fixture.url("/forecast/{BlockHeight}"),
              "topic.68.role=worker,reputer",
              "topic.68.horizon=1h",
              "topic.68.model-url=" + fixture.url("/model"),
              "topic.68.forecast=model",
              "topic.68.forecast-model=" + dir.resolve("forecaster"));
      fixture.serve("/forecast", it -> said(components, it.getRequestURI().getPath()));
      fixture.start();
      Map<String, String> served = awaitForecastOfInferers(components, 67);
      assertEquals(Set.of("-4.5"), Set.copyOf(served.values()));
      Map<String, String> modelled = awaitForecastOfInferers(components, 68);
      modelled.values().forEach(it -> assertTrue(Double.isFinite(Double.parseDouble(it)), it));
      assertFalse(
          components
              .journal()
              .reader()
              .networkLosses(components.workers().defaultClient().network().chainId(), 68, 9)
              .isEmpty());
    }
  }

  /** The worker infers nothing; its other role tells the losses that it forecasts from. */
  @ParameterizedTest
  @EnumSource
  void goesOutAloneWhereTheWorkerInfersNothing(DevnetEmissionsVersion version) throws Exception {
    try (DaemonFixture fixture = new DaemonFixture(dir, it -> it.withEmissionsVersion(version))) {
      Components components =
          fixture.configure(
              "topics=67",
              "topic.67.role=worker,reputer",
              "topic.67.horizon=1h",
              "topic.67.inference=none",
              "topic.67.forecast=past-losses");
      fixture.start();
      awaitForecastOfInferers(components, 67);
      Entry row = fixture.accepted(67, Role.WORKER).orElseThrow();
      assertTrue(row.claim().orElseThrow().isForecastOnly(), row.value());
      assertEquals("past-losses", row.provenance().artifactHash());
      assertEquals(
          List.of(),
          components.journal().reader().verify(SignedSubmissionVerifier::findMismatch).faults());
      assertEquals(
          List.of(), StoredValueCheck.of(List.of(row), components.workers().forTopic(67)).faults());
      EntryFilter missed = EntryFilter.ofRole(67, Role.WORKER).withState(EntryState.MISSED);
      components.journal().reader().findLatest(missed, 9).stream()
          .filter(it -> it.reason() == FailureReason.NO_DATA)
          .forEach(
              it ->
                  assertEquals(
                      "no losses of registered inferers are known yet", it.reasonDetail()));
    }
  }

  /** Expects of each worker the mean of its losses. */
  private static void writeModel(Path folder) throws IOException {
    List<String> inputs = List.of("losses_seen", "mean_loss");
    OnnxGraphBuilder graph = new OnnxGraphBuilder("mean loss");
    String pick = graph.addMatrix("pick", new double[][] {{0}, {1}});
    graph.addNode("MatMul", OnnxModelWriter.OUTPUT, OnnxModelWriter.INPUT, pick);
    byte[] model = OnnxModelWriter.toBytes(graph.graph(), OnnxGraphBuilder.DOUBLE, 2, inputs);
    ModelManifest manifest =
        new ModelManifest(
            ModelManifest.FORMAT,
            "mean loss",
            inputs,
            inputs.size(),
            Sha256Hex.ofLines(inputs),
            TensorType.FLOAT64,
            PredictionTarget.NUMBER,
            null,
            Duration.ofHours(1),
            Sha256Hex.of(model),
            List.of(),
            "a test",
            null,
            null);
    new ModelArtifact(manifest, model).write(folder);
  }

  /** Those of the epoch before, and one who was never registered. */
  private static String said(Components components, String path) {
    long nonce = Long.parseLong(path.substring(path.lastIndexOf('/') + 1));
    return components.workers().forTopic(67).reputer().inferers(67, nonce - 720).stream()
        .map(it -> "\"" + it + "\":[-4.5,1]")
        .collect(Collectors.joining(",", "{\"" + STRANGER + "\":\"-9\",", "}"));
  }

  private static Map<String, String> awaitForecastOfInferers(Components components, long topic) {
    Entry row =
        await()
            .atMost(Duration.ofSeconds(120))
            .until(() -> findWithForecast(components, topic), Optional::isPresent)
            .orElseThrow();
    Map<String, String> forecast = SubmittedValue.parse(row.value()).forecast();
    Set<String> inferers = new HashSet<>(Set.of(DevnetFixture.WORKER));
    inferers.addAll(
        components.workers().forTopic(topic).reputer().inferers(topic, row.key().nonce() - 720));
    assertTrue(forecast.size() >= 3, row.value());
    assertTrue(inferers.containsAll(forecast.keySet()), row.value());
    return forecast;
  }

  private static Optional<Entry> findWithForecast(Components components, long topic) {
    EntryFilter accepted = EntryFilter.ofRole(topic, Role.WORKER).withState(EntryState.ACCEPTED);
    return components.journal().reader().findLatest(accepted, 20).stream()
        .filter(it -> !SubmittedValue.parse(it.value()).forecast().isEmpty())
        .findFirst();
  }
}
