package app;

import chain.Allora;
import chain.FeePolicy;
import chain.Pace;
import domain.Failure;
import domain.Reason;
import domain.TopicSpec;
import features.FeatureSet;
import inference.Artifact;
import inference.Guard;
import inference.GuardLimits;
import inference.Predictor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import journal.Journal;
import journal.JournalPlace;
import lab.DefaultFormula;
import market.CandleStore;
import market.Desk;
import market.Limits;
import market.Source;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.TopicPlan;
import wallet.KeySource;
import wallet.Wallet;

/** Makes each room's object from the settings; the one place that knows every constructor. */
final class Wiring {
  private static final Logger LOG = LoggerFactory.getLogger(Wiring.class);

  private final Settings settings;
  private final InstantSource clock;

  Wiring(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  Wallet wallet() {
    KeySource.Found found = keySource().find();
    found.warnings().forEach(LOG::warn);
    return found.wallet();
  }

  /** Every place a key may come from, with what the settings say about them. */
  KeySource keySource() {
    Map<String, String> places = new HashMap<>(settings.environment());
    settings.path("wallet.keyfile").ifPresent(it -> places.put("WALLET_KEYFILE", it.toString()));
    settings
        .path("wallet.passphrase-file")
        .ifPresent(it -> places.put("WALLET_PASSPHRASE_FILE", it.toString()));
    settings
        .path("wallet.mnemonic-file")
        .ifPresent(it -> places.put("MNEMONIC_FILE", it.toString()));
    places.put("ALLORA_WALLET_ADDR", settings.text("wallet.address"));
    return new KeySource(places, Path.of(""));
  }

  /**
   * @throws domain.Failure.Stop with exit code 77 or 78 if there is no usable key, or the network
   *     cannot be told from the settings
   */
  Allora allora(Wallet wallet) {
    FeePolicy fees =
        new FeePolicy(
            settings.feeTier(),
            settings.text("network.fee-granter"),
            FeePolicy.standard().maxGas());
    return new Allora(Networks.from(settings), wallet, Pace.at(settings.speed()), fees);
  }

  Journal journal() {
    return Journal.open(place(settings), clock);
  }

  static JournalPlace place(Settings settings) {
    String place = settings.text("journal.place");
    return place.startsWith("jdbc:")
        ? new JournalPlace.Server(
            place, settings.text("journal.user"), settings.text("journal.password"))
        : new JournalPlace.File(
            settings.path("journal.place").orElse(settings.stateDir().resolve("journal.db")));
  }

  Desk desk() {
    Limits limits =
        Limits.DEFAULT
            .withMaxAge(settings.duration("market.max-age"))
            .withHistory(FeatureSet.named("default").history());
    return new Desk(
        Source.all(settings.text("market.tiingo.token")),
        new CandleStore(settings.stateDir().resolve("candles"), limits.history() * 2),
        limits,
        clock);
  }

  List<TopicPlan> plans() {
    return settings.topics().stream().map(this::plan).toList();
  }

  private TopicPlan plan(TopicSpec topic) {
    Path model = settings.model(topic.id()).map(Wiring::folder).orElseGet(this::defaultModel);
    settings
        .path("model.features")
        .ifPresent(it -> FeatureNames.demand(it, Artifact.read(model).manifest().features()));
    GuardLimits limits =
        new GuardLimits(
            settings.number("model.guard.sigmas"),
            GuardLimits.DEFAULT.policy(),
            GuardLimits.DEFAULT.frozenAfter(),
            GuardLimits.DEFAULT.fromConsensus());
    Path copies = settings.stateDir().resolve("models").resolve("topic-" + topic.id());
    return new TopicPlan(topic, new Predictor(model, copies), new Guard(limits));
  }

  private static Path folder(Path model) {
    if (model.toString().endsWith(".pkl")) {
      throw new Failure.Stop(
          Reason.MODEL,
          ExitCode.UNUSABLE_DATA,
          model
              + " is a Python pickle, which is not run here. Make an artifact of it:"
              + " dromedary model import "
              + model
              + " --to model, then --model model");
    }
    return model;
  }

  private Path defaultModel() {
    Path folder = settings.stateDir().resolve("default-model");
    try {
      DefaultFormula.write(folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("the default model cannot be written to " + folder, e);
    }
  }
}
