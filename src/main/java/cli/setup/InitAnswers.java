package cli.setup;

import base.PrivateFiles;
import chain.AlloraClient;
import chain.TopicDirectory.TopicListing;
import chain.model.Network;
import config.Configuration;
import config.Settings;
import config.foreign.ForeignSettings;
import domain.Failure;
import inference.HttpModelServer;
import inference.artifact.ModelArtifact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import report.TopicReport;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/** Collects the settings of a new file, one answer after the other, each checked at once. */
final class InitAnswers {
  private static final String FREE_SOURCES = "coinbase,bitstamp,kraken,binance";

  private final InitDialog dialog;
  private final Map<String, String> environment;
  private final boolean offline;
  private final ForeignSettings foreign;
  private final Map<String, String> settings = new LinkedHashMap<>();
  private final InitKey key;

  /** Values of the options, each null if not given. */
  record Given(
      String network,
      String topic,
      String role,
      String model,
      String key,
      String stateDir,
      Map<String, String> more) {}

  InitAnswers(
      InitDialog dialog,
      Map<String, String> environment,
      boolean offline,
      ForeignSettings foreign) {
    this.dialog = dialog;
    this.environment = environment;
    this.offline = offline;
    this.foreign = foreign;
    this.key = new InitKey(dialog, environment, settings);
  }

  /** Writes the key; called once all answers are valid. */
  void writeKey() {
    key.write();
  }

  /** Whether the key was made now, so that it has neither coins nor a registration. */
  boolean isNewKey() {
    return key.isNew();
  }

  Map<String, String> collect(Given given) {
    settings.putAll(foreign.settings());
    settings.putAll(given.more());
    answerNetwork(given.network());
    answerTopics(given.topic(), given.role());
    answerModel(given.model());
    answerStateDir(given.stateDir());
    key.answer(given.key(), foreign.key());
    answerSources();
    return settings;
  }

  private void answerNetwork(String given) {
    String name =
        dialog.answer(
            "--network",
            orTaken(given, "network.preset"),
            "network: testnet, mainnet or local",
            "testnet",
            Network::preset);
    settings.put("network.preset", name);
  }

  private void answerTopics(String given, String role) {
    boolean ask = given == null && !settings.containsKey("topics") && dialog.hasPerson();
    List<TopicListing> listed = ask && !offline ? listTopics() : List.of();
    List<String> ids = listed.stream().map(it -> String.valueOf(it.info().id())).toList();
    String numbers =
        dialog.answer(
            "--topic-id",
            orTaken(given, "topics"),
            "topic",
            ids.isEmpty() || ids.contains("67") ? "67" : ids.get(0),
            it -> requireTopics(it, ids));
    settings.put("topics", numbers);
    for (String id : numbers.split(",")) {
      if (role != null) {
        String key = "topic." + id.strip() + ".role";
        ask(key).accept(role);
        settings.put(key, role);
      }
      declareTopic("topic." + id.strip() + ".", listed, id.strip());
    }
  }

  /** Asks for what the chain does not say of a topic, with a default from its title. */
  private void declareTopic(String prefix, List<TopicListing> listed, String id) {
    boolean known =
        Configuration.isSetByDefault(prefix + "target")
            || settings.containsKey(prefix + "target")
            || settings.containsKey(prefix + "model-url")
            || "none".equals(settings.get(prefix + "inference"));
    if (known || !dialog.hasPerson()) {
      return;
    }
    String title =
        listed.stream()
            .filter(it -> (it.info().id() + "").equals(id))
            .map(it -> it.info().metadata().toLowerCase(Locale.ROOT))
            .findFirst()
            .orElse("");
    String target = title.contains("return") ? "log-return" : "price";
    settings.put(
        prefix + "target",
        dialog.answer(
            "", null, "it asks for: log-return or price", target, ask(prefix + "target")));
    settings.put(
        prefix + "pair",
        dialog.answer(
            "",
            null,
            "of the market",
            title.contains("eth") ? "ethusd" : "btcusd",
            ask(prefix + "pair")));
    settings.put(
        prefix + "horizon",
        dialog.answer("", null, "how far ahead", "24h", ask(prefix + "horizon")));
  }

  /** A check that refuses what the setting's own parser refuses. */
  private Consumer<String> ask(String key) {
    return value -> {
      Map<String, String> draft = new LinkedHashMap<>(settings);
      draft.put(key, value);
      Configuration configuration = Configuration.ofFile(draft, "answers", environment);
      Settings.loadLenient(configuration, environment);
      configuration.takeProblems().stream()
          .filter(it -> it.startsWith(key))
          .findFirst()
          .ifPresent(
              problem -> {
                throw new IllegalArgumentException(problem);
              });
    };
  }

  private List<TopicListing> listTopics() {
    Settings draft =
        Settings.loadLenient(Configuration.ofFile(settings, "answers", environment), environment);
    ComponentFactory factory = new ComponentFactory(draft, InstantSource.system());
    try (AlloraClient allora = factory.alloraClient(WorkerClientFactory.randomWallet())) {
      Duration block = allora.networkInfo().blockTime();
      List<TopicListing> all = allora.networkInfo().topicDirectory().listTopics();
      List<TopicListing> active = all.stream().filter(TopicListing::active).toList();
      new TopicReport(block, all).listLines(active).forEach(dialog::say);
      return active;
    } catch (Failure e) {
      dialog.say("the topics cannot be listed now: " + e.getMessage());
      return List.of();
    }
  }

  /**
   * @param ids what may be chosen; anything if the network was not asked
   */
  private static void requireTopics(String text, List<String> ids) {
    List<String> chosen = Stream.of(text.split(",", -1)).map(String::strip).toList();
    if (!chosen.stream().allMatch(it -> it.matches("\\d{1,9}"))) {
      throw new IllegalArgumentException("must be the number of a topic, or several with commas");
    }
    chosen.stream()
        .filter(it -> !ids.isEmpty() && !ids.contains(it))
        .findFirst()
        .ifPresent(
            it -> {
              throw new IllegalArgumentException("the network has no active topic " + it);
            });
  }

  private void answerModel(String given) {
    boolean served =
        settings.keySet().stream().anyMatch(it -> it.endsWith(".model-url"))
            || Stream.of(settings.get("topics").split(",")).allMatch(this::infersNothing);
    if (given == null && (served || settings.containsKey("model.dir"))) {
      return;
    }
    String model =
        dialog.answer(
            "--model",
            given,
            "model: default, the folder of an artifact, or the URL of a model server",
            "default",
            InitAnswers::requireModel);
    if (isUrl(model)) {
      for (String id : settings.get("topics").split(",")) {
        settings.put("topic." + id.strip() + ".model-url", model);
      }
    } else if (!model.equals("default")) {
      settings.put("model.dir", Path.of(model).toAbsolutePath().toString());
    }
  }

  private boolean infersNothing(String topic) {
    String prefix = "topic." + topic.strip() + ".";
    return "none".equals(settings.get(prefix + "inference"))
        || "reputer".equals(settings.get(prefix + "role"));
  }

  private static void requireModel(String text) {
    if (isUrl(text)) {
      new HttpModelServer(text, "BTC");
    } else if (!text.equals("default")) {
      ModelArtifact.read(Path.of(text));
    }
  }

  private static boolean isUrl(String text) {
    return text.matches("https?://.*");
  }

  private void answerStateDir(String given) {
    String usual = Settings.defaultStateFolder(environment).map(Path::toString).orElse("state");
    String folder =
        dialog.answer(
            "--state-dir",
            orTaken(given, "instance.state-dir"),
            "folder for journal, log and key",
            usual,
            InitAnswers::requireFolder);
    settings.put("instance.state-dir", Path.of(folder).toAbsolutePath().toString());
  }

  private static void requireFolder(String text) {
    try {
      Path folder = PrivateFiles.createFolders(Path.of(text));
      if (!Files.isWritable(folder)) {
        throw new IllegalArgumentException(text + " may not be written to");
      }
    } catch (IOException e) {
      throw new IllegalArgumentException(text + " cannot be made: " + e.getMessage(), e);
    }
  }

  private void answerSources() {
    boolean token =
        settings.containsKey("market.tiingo.token")
            || !environment.getOrDefault("TIINGO_API_KEY", "").isBlank();
    if (token || settings.containsKey("market.sources")) {
      return;
    }
    char[] typed = dialog.askSecret("Tiingo token, empty for sources that need none");
    String given = String.valueOf(typed).strip();
    Arrays.fill(typed, ' ');
    if (given.isEmpty()) {
      settings.put("market.sources", FREE_SOURCES);
    } else {
      settings.put("market.tiingo.token", given);
    }
  }

  private String orTaken(String given, String key) {
    return given == null ? settings.get(key) : given;
  }
}
