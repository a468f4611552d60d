package config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import inference.GuardLimits;
import inference.GuardLimits.OutOfBoundsPolicy;
import inference.GuardLimits.ValueBounds;
import inference.HttpModelServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.topic.TopicPlan.WindowEndPolicy;

class ConfigurationTest {
  @TempDir Path dir;

  private static Settings settings(Map<String, String> environment, Map<String, String> line) {
    return Settings.loadStrict(Configuration.load(null, environment, line), environment);
  }

  @Test
  void theDefaultsAreValidAndAnswerTheBitcoinTopic() {
    Settings settings = settings(Map.of(), Map.of());
    assertEquals(67, settings.topics().get(0).id());
    assertEquals(PredictionTarget.LOG_RETURN, settings.topics().get(0).target());
    assertEquals(Duration.ofHours(168), settings.topics().get(0).horizon());
  }

  @Test
  void theStateLiesInTheHomeOfTheEnvironmentAndWithoutAnyItIsAskedFor() {
    assertEquals(
        Path.of("/srv/worker/.dromedary"),
        settings(Map.of("HOME", "/srv/worker"), Map.of()).stateDir());
    String home = System.getProperty("user.home");
    try {
      System.setProperty("user.home", "?");
      Failure.Stop refusal = assertThrows(Failure.Stop.class, () -> settings(Map.of(), Map.of()));
      assertEquals(78, refusal.exitCode());
      assertTrue(refusal.getMessage().contains("instance.state-dir"), refusal.getMessage());
    } finally {
      System.setProperty("user.home", home);
    }
  }

  @Test
  void commandLineBeatsEnvironmentBeatsFileBeatsDefault() throws Exception {
    Path file =
        Files.writeString(dir.resolve("a.properties"), "settle.period=7s\nwindow.tick=7s\n");
    Map<String, String> environment = Map.of("WINDOW_TICK", "8s", "SCORE_PERIOD", "8m");
    Settings settings =
        Settings.loadStrict(
            Configuration.load(file, environment, Map.of("score.period", "9m")), environment);
    assertEquals(Duration.ofSeconds(7), settings.duration("settle.period"));
    assertEquals(Duration.ofSeconds(8), settings.duration("window.tick"));
    assertEquals(Duration.ofMinutes(9), settings.duration("score.period"));
    assertEquals(Duration.ofHours(1), settings.duration("heartbeat.period"));
  }

  @Test
  void namesOfThePredecessorAreUnderstood() {
    Settings settings = settings(Map.of("TOPIC_ID", "68", "TIINGO_API_KEY", "secret"), Map.of());
    assertEquals("ethusd", settings.topics().get(0).pair());
    assertEquals("secret", settings.text("market.tiingo.token"));
  }

  @Test
  void aTopicOfItsOwnMayStandInTheEnvironment() {
    Map<String, String> environment =
        Map.of(
            "TOPICS", "99",
            "TOPIC_99_TARGET", "price",
            "TOPIC_99_PAIR", "ethusd",
            "TOPIC_99_HORIZON", "24h",
            "TOPIC_99_ANSWER_AT", "early",
            "TOPIC_99_MODEL_URL", "http://localhost:8000/{TopicId}");
    Settings settings = settings(environment, Map.of());
    assertEquals(PredictionTarget.PRICE, settings.topics().get(0).target());
    assertEquals(0, settings.submissionTiming(99).windowShare());
  }

  @Test
  void aFileThatCannotBeReadIsOneSentenceWithExit78() throws Exception {
    Path absent = dir.resolve("absent.properties");
    Path torn = Files.writeString(dir.resolve("torn.properties"), "settle.period = \\u00zz");
    Path binary = Files.write(dir.resolve("binary.properties"), new byte[] {(byte) 0xff});
    for (Path file : List.of(absent, torn, binary)) {
      Failure.Stop stop =
          assertThrows(
              Failure.Stop.class,
              () -> Configuration.load(file, Map.of(), Map.of()),
              file::toString);
      assertEquals(78, stop.exitCode());
      assertTrue(stop.getMessage().startsWith("configuration file " + file), stop.getMessage());
    }
  }

  @Test
  void everythingWrongIsReportedAtOnceWithExit78() {
    Map<String, String> line =
        Map.of("windwo.tick", "1s", "settle.period", "soon", "topics", "67,99");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), line));
    assertEquals(78, stop.exitCode());
    assertTrue(stop.getMessage().contains("unknown key windwo.tick"), stop.getMessage());
    assertTrue(stop.getMessage().contains("settle.period = soon"), stop.getMessage());
    assertTrue(stop.getMessage().contains("topic.99.pair"), stop.getMessage());
  }

  @Test
  void whatCannotBeMeantIsRefusedAtStart() {
    Map<String, String> line =
        Map.of(
            "topics", "",
            "log.level", "LOUD",
            "log.json", "yes",
            "instance.speed", "fast",
            "camel.management.port", "none");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), line));
    assertTrue(stop.getMessage().contains("fast: must be a number"), stop.getMessage());
    for (String key : line.keySet()) {
      assertTrue(stop.getMessage().contains(key), stop.getMessage());
    }
  }

  @Test
  void aTopicMayHaveAPolicyOfItsOwn() {
    Map<String, String> line =
        Map.of(
            "topics", "67,68",
            "model.guard.sigmas", "3",
            "topic.68.guard.sigmas", "5",
            "topic.68.at-window-end", "last-good",
            "topic.68.answer-at", "early");
    Settings settings = settings(Map.of(), line);
    ModelSettings keys = settings.modelSettings();
    assertEquals(3, keys.guardLimits(settings.topics().get(0)).maxDeviations());
    assertEquals(5, keys.guardLimits(settings.topics().get(1)).maxDeviations());
    assertEquals(WindowEndPolicy.ABSTAIN, keys.windowEndPolicy(settings.topics().get(0)));
    assertEquals(WindowEndPolicy.LAST_GOOD, keys.windowEndPolicy(settings.topics().get(1)));
    assertEquals(0.5, settings.submissionTiming(67).windowShare());
    assertEquals(0, settings.submissionTiming(68).windowShare());
  }

  @Test
  void aTopicsWalletNeedsAPlaceForItsKey() {
    Map<String, String> line =
        Map.of("topic.67.wallet", "second", "wallet.second.address", "allo1");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), line));
    assertTrue(stop.getMessage().contains("wallet.second.mnemonic-file"), stop.getMessage());
  }

  @Test
  void aPairMayHaveItsOwnSourcesButOnlyOnesThatExist() {
    Settings settings = settings(Map.of(), Map.of("market.ethusd.sources", "kraken,coinbase"));
    assertEquals(List.of("kraken", "coinbase"), settings.sourcesOfKey("market.ethusd.sources"));
    Map<String, String> wrong = Map.of("market.ethusd.sources", "mtgox");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), wrong));
    assertTrue(stop.getMessage().contains("market.ethusd.sources = mtgox"), stop.getMessage());
  }

  @Test
  void anAnswerMayWaitForTwoThirdsOfTheWindowAtMost() {
    assertEquals(0.5, settings(Map.of(), Map.of()).submissionTiming(67).windowShare());
    assertEquals(
        0,
        settings(Map.of(), Map.of("window.answer-at", "early")).submissionTiming(67).windowShare());
    for (String wrong : List.of("0.7", "-1", "NaN", "late")) {
      Map<String, String> line = Map.of("window.answer-at", wrong);
      assertThrows(Failure.Stop.class, () -> settings(Map.of(), line), wrong);
    }
  }

  @Test
  void aTokenOnTheCommandLineIsRefusedAndNotRepeated() {
    Map<String, String> line = Map.of("market.tiingo.token", "abc123");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), line));
    assertFalse(stop.getMessage().contains("abc123"));
  }

  @Test
  void theGuardAndTheModelsPlaceAreTakenFromTheirKeys() {
    Map<String, String> line =
        Map.of(
            "model.guard.sigmas", "3",
            "model.guard.policy", "clamp",
            "model.guard.frozen-after", "9",
            "model.guard.zero", "allow",
            "model.guard.consensus-sigmas", "off",
            "model.at-window-end", "last-good",
            "topic.67.model-url", "http://127.0.0.1:8000/inference/{Token}?h={BlockHeight}");
    Settings settings = settings(Map.of(), line);
    ModelSettings keys = settings.modelSettings();
    assertEquals(
        new GuardLimits(
            3, OutOfBoundsPolicy.CLAMP, 9, OptionalDouble.empty(), ValueBounds.ANY, true),
        keys.guardLimits(settings.topics().get(0)));
    assertEquals(WindowEndPolicy.LAST_GOOD, keys.windowEndPolicy(settings.topics().get(0)));
    HttpModelServer server = keys.modelServer(settings.topics().get(0)).orElseThrow();
    assertEquals("http://127.0.0.1:8000/inference/BTC?h=7", server.requestUri(67, 7).toString());
  }

  @Test
  void aModelThatCannotAnswerItsTopicIsRefusedAtStart() {
    Map<String, String> line =
        Map.of(
            "topics", "66,67,69",
            "topic.66.model-url", "ftp://host/s3cret",
            "topic.67.model", "a",
            "topic.67.model-url", "http://host/s3cret",
            "topic.69.target", "log-return",
            "topic.69.pair", "ethusd",
            "topic.69.horizon", "8h",
            "model.guard.frozen-after", "1");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), line));
    String all = stop.getMessage();
    assertTrue(all.contains("topic.66.model-url is no http or https address"), all);
    assertTrue(all.contains("topic.67.model and topic.67.model-url are both set"), all);
    assertTrue(all.contains("topic 69: the default predictor answers the log-return"), all);
    assertTrue(all.contains("model.guard.frozen-after = 1: must be 2 or more"), all);
    assertFalse(all.contains("s3cret"), all);
  }

  @Test
  void aTopicWithoutAMarketHasAServerAndBounds() {
    Map<String, String> line =
        Map.of(
            "topics", "12",
            "topic.12.model-url", "http://127.0.0.1:8000/win/{TopicId}",
            "topic.12.guard.min", "0",
            "topic.12.guard.max", "1");
    Settings settings = settings(Map.of(), line);
    TopicSpec topic = settings.topics().get(0);
    assertEquals(TopicSpec.withoutMarket(12, List.of()), topic);
    assertEquals(new ValueBounds(0, 1), settings.modelSettings().guardLimits(topic).absolute());
    assertFalse(settings.modelSettings().needsCandles(topic));
  }

  @Test
  void aForecasterAloneNeedsNoModelAndNoMarket() {
    Map<String, String> line =
        Map.of(
            "topics", "12,67",
            "topic.12.inference", "none",
            "topic.12.forecast", "past-losses",
            "topic.67.inference", "none",
            "topic.67.model", "artifact");
    Configuration configuration = Configuration.load(null, Map.of(), line);
    Settings settings = Settings.loadLenient(configuration, Map.of());
    assertEquals(TopicSpec.withoutMarket(12, List.of()), settings.topics().get(0));
    assertFalse(settings.modelSettings().submitsInference(settings.topics().get(0)));
    String all = String.join("; ", configuration.takeProblems());
    assertTrue(all.contains("a worker without an inference needs topic.67.forecast"), all);
    assertTrue(all.contains("topic.67.model serves nothing"), all);
    assertFalse(all.contains("topic.12"), all);
  }

  @Test
  void aNumberWithoutAServerIsRefused() {
    Map<String, String> line = Map.of("topics", "12", "topic.12.target", "number");
    Failure.Stop stop = assertThrows(Failure.Stop.class, () -> settings(Map.of(), line));
    assertTrue(stop.getMessage().contains("set topic.12.model-url"), stop.getMessage());
  }

  @Test
  void topicsThatAreNoNumbersAreOneSentence() {
    for (String text : List.of(",", "abc", "67,", "67;66")) {
      Configuration configuration = Configuration.load(null, Map.of(), Map.of("topics", text));
      Failure.Stop stop =
          assertThrows(Failure.Stop.class, () -> Settings.loadStrict(configuration, Map.of()));
      assertEquals(78, stop.exitCode());
      assertEquals(
          "configuration: topics = " + text + ": must be numbers of topics, e.g. 66,67",
          stop.getMessage());
    }
  }

  @Test
  void theMarketIsWaitedForAtTheSpeedOfTheSimulation() {
    assertEquals("8000", camel("1", "market.reply-within"));
    assertEquals("4000", camel("2", "market.reply-within"));
    assertEquals("1000", camel("100", "market.reply-within"));
    assertEquals("500", camel("1", "market.ask-again-after"));
    assertEquals("50", camel("100", "market.ask-again-after"));
  }

  private static String camel(String speed, String key) {
    Configuration configuration =
        Configuration.load(null, Map.of(), Map.of("instance.speed", speed));
    return Settings.loadStrict(configuration, Map.of()).camelProperties().getProperty(key);
  }
}
