package config.foreign;

import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import config.Configuration;
import config.foreign.ForeignSettings.KeyReport;
import config.foreign.ForeignSettings.Treatment;
import domain.Failure;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignFormatTest {
  private static final Path FILES = Path.of("src", "test", "resources", "foreign");
  private static final String WORDS = "abandon ".repeat(11) + "about";

  @TempDir Path dir;

  private static ForeignSettings read(String name) throws Exception {
    Path file = FILES.resolve(name);
    return ForeignFormat.detect(file).orElseThrow().read(file);
  }

  private static Map<String, Treatment> treatments(ForeignSettings read) {
    return read.reports().stream()
        .collect(Collectors.toMap(KeyReport::key, KeyReport::treatment, (first, then) -> then));
  }

  @Test
  void theGoNodesFileIsTakenOverWithItsServersAndWords() throws Exception {
    ForeignSettings read = read("config.json");
    assertEquals(
        Map.ofEntries(
            entry("topics", "67,68"),
            entry("topic.67.model-url", "http://inference:8000/inference/BTC/{BlockHeight}"),
            entry("topic.68.model-url", "http://inference:8000/topic/{TopicId}"),
            entry("topic.68.forecast", "url"),
            entry("topic.68.forecast-url", "http://forecast:8000/forecasts/{TopicId}"),
            entry("network.preset", "testnet"),
            entry("network.endpoints", "rpc+https://allora-rpc.testnet.allora.network,preset"),
            entry("network.max-fee", "50000000"),
            entry("topic.67.role", "worker,reputer"),
            entry("topic.67.ground-truth-url", "http://truth:8000/BTC/1h/{BlockHeight}"),
            entry("topic.67.loss-url", "http://losses:5000"),
            entry("topic.67.loss-options", "loss_method=sqe"),
            entry("topic.67.loss-never-negative", "true")),
        read.settings());
    assertEquals(Optional.of(WORDS), read.key());
    Map<String, Treatment> told = treatments(read);
    assertEquals(Treatment.NOT_NEEDED, told.get("wallet.retryDelay"));
    assertEquals(Treatment.NOT_SUPPORTED, told.get("wallet.nodeGRPCs"));
    assertEquals(Treatment.NOT_NEEDED, told.get("worker[1].forecastEntrypointName"));
    assertEquals(Treatment.NOT_NEEDED, told.get("reputer[0].minStake"));
    assertFalse(read.reports().stream().anyMatch(it -> it.toText().contains("abandon")));
  }

  @Test
  void aWorkerThatOnlyForecastsStaysOne() throws Exception {
    Path file = dir.resolve("config.json");
    Files.writeString(
        file,
        """
        {"wallet": {}, "worker": [{"topicId": 12, "forecastEntrypointName": "apiAdapter",
          "parameters": {"InferenceEndpoint": "", "ForecastEndpoint": "http://f:8000/{TopicId}"}}]}
        """);
    assertEquals(
        Map.of(
            "topics", "12",
            "topic.12.inference", "none",
            "topic.12.forecast", "url",
            "topic.12.forecast-url", "http://f:8000/{TopicId}"),
        ForeignFormat.detect(file).orElseThrow().read(file).settings());
  }

  @Test
  void theRunnersYamlIsTakenOverAsFarAsServersGo() throws Exception {
    ForeignSettings read = read("runner.yaml");
    assertEquals("66,67", read.settings().get("topics"));
    assertEquals(
        "http://localhost:8000/predict?height={BlockHeight}",
        read.settings().get("topic.67.model-url"));
    assertEquals("standard", read.settings().get("network.fee-tier"));
    Map<String, Treatment> told = treatments(read);
    assertEquals("reputer", read.settings().get("topic.66.role"));
    assertEquals(Treatment.NOT_SUPPORTED, told.get("workers[1].inference_source.ref"));
    assertEquals(Treatment.NOT_NEEDED, told.get("workers[0].polling_interval"));
  }

  @Test
  void everyNameOfAnEnvironmentFileIsReportedAndNoSecretShown() throws Exception {
    ForeignSettings read = read("seed.env");
    assertEquals("67", read.settings().get("topics"));
    assertEquals("not-a-token", read.settings().get("market.tiingo.token"));
    assertEquals(
        "rpc+https://allora-rpc.testnet.allora.network/,rpc+https://testnet-rpc.example.org,preset",
        read.settings().get("network.endpoints"));
    Map<String, Treatment> told = treatments(read);
    assertEquals(Treatment.NOT_NEEDED, told.get("SUBMISSION_INTERVAL"));
    assertEquals(Treatment.NOT_SUPPORTED, told.get("FORGE_API_KEY"));
    assertEquals(Treatment.NOT_SUPPORTED, told.get("STRANGE_NAME"));
    assertEquals(Treatment.NOT_NEEDED, told.get("EMPTY_NAME"));
    assertFalse(read.reports().stream().anyMatch(it -> it.toText().contains("not-a-token")));
  }

  @Test
  void aKitFolderGivesItsKeyAndTopic() throws Exception {
    ForeignSettings read = read("kit");
    assertEquals("67", read.settings().get("topics"));
    assertTrue(read.settings().get("wallet.mnemonic-file").endsWith("one.key"));
  }

  @Test
  void aKeyFileAndTheEnvironmentAreTakenOver() throws Exception {
    Path key = Files.writeString(dir.resolve(".allora_key"), WORDS);
    assertEquals(
        key.toAbsolutePath().toString(),
        ForeignFormat.detect(key).orElseThrow().read(key).settings().get("wallet.mnemonic-file"));
    ForeignSettings read =
        ForeignFormat.readEnvironment(
            Map.of(
                EnvironmentImporter.CONFIG_FILE,
                FILES.resolve("config.json").toString(),
                "CHAIN_ID",
                "allora-testnet-1",
                "PATH",
                "/bin"));
    assertEquals("67,68", read.settings().get("topics"));
    assertEquals("allora-testnet-1", read.settings().get("network.chain-id"));
    assertFalse(treatments(read).containsKey("PATH"));
  }

  @Test
  void aFileFromWindowsIsReadAsItsOwnerSeesIt() throws Exception {
    String json = Files.readString(FILES.resolve("config.json")).replace("\n", "\r\n");
    Path marked = Files.writeString(dir.resolve("config.json"), "\uFEFF" + json);
    assertEquals(read("config.json").settings(), ForeignFormat.readAny(marked).settings());
    Path env =
        Files.writeString(
            dir.resolve("win.env"),
            "\uFEFFTOPIC_ID=67 # the topic\r\n"
                + "TOPIC_ID=69 # another\r\n"
                + "export MNEMONIC_FILE=\"C:\\Users\\me\\a #1.txt\" # words\r\n"
                + "#NOT=1\r\n"
                + "EMPTY=\r\n");
    ForeignSettings read = ForeignFormat.readAny(env);
    assertEquals("69", read.settings().get("topics"));
    assertEquals("C:\\Users\\me\\a #1.txt", read.settings().get("wallet.mnemonic-file"));
    assertTrue(
        read.reports().stream().anyMatch(it -> it.toText().contains("given again")),
        read.reports()::toString);
  }

  @Test
  void anEntryWithoutATopicIsReportedAsAWhole() throws Exception {
    Path file =
        Files.writeString(
            dir.resolve("c.json"),
            "{\"worker\":[{\"parameters\":{\"InferenceEndpoint\":\"http://a\"}}],"
                + "\"reputer\":[{\"topicId\":\"x\"}]}");
    ForeignSettings read = ForeignFormat.readAny(file);
    assertEquals(Map.of(), read.settings());
    assertEquals(
        Map.of("worker[0]", Treatment.NOT_SUPPORTED, "reputer[0]", Treatment.NOT_SUPPORTED),
        treatments(read));
  }

  @Test
  void whatIsOfNoKindSaysWhichKindsThereAre() throws Exception {
    Path file = Files.writeString(dir.resolve("empty"), "");
    assertTrue(
        assertThrows(IllegalArgumentException.class, () -> ForeignFormat.readAny(file))
            .getMessage()
            .contains("config.json of the Allora offchain node"));
  }

  @Test
  void aBrokenFileIsNamedWithoutItsWords() throws Exception {
    for (String text : List.of("wallet:\n  mnemonic: \"" + WORDS + "\n", "{\"x\": abandon}")) {
      Path file = Files.writeString(dir.resolve("broken"), text);
      ForeignFormat format = ForeignFormat.detect(file).orElseThrow();
      String told =
          assertThrows(IllegalArgumentException.class, () -> format.read(file)).getMessage();
      assertTrue(told.matches("it is no (YAML|JSON): see line \\d+, column \\d+"), told);
    }
  }

  @Test
  void aForeignFileGivenAsOurOwnNamesTheCommand() throws Exception {
    for (String name : new String[] {"config.json", "runner.yaml", "seed.env", "kit"}) {
      Failure.Stop stop =
          assertThrows(
              Failure.Stop.class,
              () -> Configuration.load(FILES.resolve(name), Map.of(), Map.of()));
      assertTrue(stop.getMessage().contains("dromedary init --from"), stop.getMessage());
    }
    Path own = Files.writeString(dir.resolve("own.properties"), "topics = 67\n");
    assertEquals(Optional.empty(), ForeignFormat.detect(own));
  }
}
