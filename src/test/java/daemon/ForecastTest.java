package daemon;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import base.Sha256Hex;
import chain.model.SubmittedValue;
import cli.DevnetFixture;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Role;
import domain.TopicSpec.PredictionTarget;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import inference.artifact.OnnxGraphBuilder;
import inference.artifact.OnnxModelWriter;
import inference.artifact.TensorType;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiring.ComponentFactory.Components;

/** Losses of others, forecast by a server and by a model, on a network that drops strangers. */
@Tag("process")
class ForecastTest {
  private static final String STRANGER = "allo1" + "q".repeat(38);

  @TempDir Path dir;

  private static DevnetOptions world(DevnetOptions plain) {
    long first = plain.startHeight() + 24;
    return plain
        .withSpeed(300)
        .withCompetitors(3)
        .withEmissionsVersion(DevnetEmissionsVersion.V5)
        .withTopics(List.of(topic(67, first), topic(68, first + 10)));
  }

  private static GenesisTopic topic(long id, long first) {
    return new GenesisTopic(id, "1h log-return", 720, 400, 720, "mse", first, List.of(), false);
  }

  @Test
  void namesRegisteredInferersOnly() throws Exception {
    writeModel(dir.resolve("forecaster"));
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/model", it -> reply(it, "0.00123"));
    server.start();
    String url = "http://127.0.0.1:" + server.getAddress().getPort();
    GenesisAccount account =
        GenesisAccount.fundedWorker(DevnetFixture.WORKER).withStake(BigInteger.TEN.pow(18));
    try (DevnetFixture devnet = new DevnetFixture(dir, account, ForecastTest::world)) {
      Path file =
          devnet.file(
              "topics=67,68",
              "topic.67.horizon=1h",
              "topic.67.model-url=" + url + "/model",
              "topic.67.forecast=url",
              "topic.67.forecast-url=" + url + "/forecast/{BlockHeight}",
              "topic.68.role=worker,reputer",
              "topic.68.horizon=1h",
              "topic.68.model-url=" + url + "/model",
              "topic.68.forecast=model",
              "topic.68.forecast-model=" + dir.resolve("forecaster"),
              "window.answer-at=early",
              "instance.speed=300");
      Settings settings =
          Settings.loadStrict(
              Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
      Components components = Components.from(settings, devnet.devnet.clock());
      server.createContext(
          "/forecast", it -> reply(it, said(components, it.getRequestURI().getPath())));
      try (Daemon daemon = Daemon.polling(settings, components)) {
        daemon.start();
        SubmittedValue served = awaitForecast(components, 67);
        assertTrue(served.forecast().size() >= 3, served.toText());
        assertFalse(served.forecast().containsKey(STRANGER));
        assertEquals("-4.5", Map.copyOf(served.forecast()).values().iterator().next());
        SubmittedValue modelled = awaitForecast(components, 68);
        assertTrue(modelled.forecast().size() >= 3, modelled.toText());
        assertFalse(
            components
                .journal()
                .reader()
                .networkLosses(components.workers().defaultClient().network().chainId(), 68, 9)
                .isEmpty());
      }
    } finally {
      server.stop(0);
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
            1,
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

  private static SubmittedValue awaitForecast(Components components, long topic) {
    EntryFilter accepted = EntryFilter.ofRole(topic, Role.WORKER).withState(EntryState.ACCEPTED);
    await()
        .atMost(Duration.ofSeconds(120))
        .until(() -> withForecast(components, accepted).isPresent());
    return withForecast(components, accepted).orElseThrow();
  }

  private static Optional<SubmittedValue> withForecast(Components components, EntryFilter filter) {
    return components.journal().reader().findLatest(filter, 20).stream()
        .map(Entry::value)
        .map(SubmittedValue::parse)
        .filter(it -> !it.forecast().isEmpty())
        .findFirst();
  }

  private static void reply(HttpExchange exchange, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
