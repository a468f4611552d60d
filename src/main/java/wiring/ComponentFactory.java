package wiring;

import chain.AlloraClient;
import chain.SignedSubmissionVerifier;
import chain.model.FeePolicy;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.model.TrafficMeter;
import config.LossSettings;
import config.MarketSettings;
import config.NetworkSettings;
import config.ProgramVersion;
import config.Settings;
import domain.Role;
import domain.TopicSpec;
import inference.Predictor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import journal.Journal;
import journal.JournalReader;
import journal.LegacyStatusFiles;
import journal.database.JournalLocation;
import journal.entry.ReplicaInfo;
import journal.entry.SubmissionVerifier;
import market.CandleService;
import market.source.MarketSource;
import market.store.CandleStore;
import ops.WorkerMetrics;
import routes.allora.WorkerClients;
import routes.forecast.ForecastPlan;
import routes.reputer.ReputerPlan;
import routes.reputer.ReputerPlan.ReputerRegistry;
import routes.topic.TopicPlan;
import routes.topic.TopicPlan.TopicRegistry;
import wallet.Wallet;

/** Makes each room's object from the settings; the one place that knows every constructor. */
public final class ComponentFactory {
  /** Eighteen days of minutes, by which a model of minutes is chosen and judged. */
  private static final int KEPT_BARS = 25_920;

  private final Settings settings;
  private final InstantSource clock;

  public ComponentFactory(Settings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  /**
   * @throws domain.Failure.Stop with exit code 77 or 78 if there is no usable key, or the network
   *     cannot be told from the settings
   */
  public AlloraClient alloraClient(Wallet wallet) {
    return alloraClient(wallet, Timeouts.withSpeed(settings.speed()));
  }

  /** The same at a pace of the caller's. */
  AlloraClient alloraClient(Wallet wallet, Timeouts timeouts) {
    FeePolicy fees =
        new FeePolicy(
            settings.feeTier(),
            settings.text("network.fee-granter"),
            FeePolicy.standard().maxGas());
    return new AlloraClient(
        NetworkSettings.fromSettings(settings), wallet, timeouts, fees, settings::labelNames);
  }

  /** Opens the journal for the rows of the network that this client uses. */
  public Journal openJournal(AlloraClient allora) {
    return Journal.open(
        journalLocation(settings),
        clock,
        submissionVerifier(),
        () -> allora.network().chainId(),
        settings.isDryRun());
  }

  /**
   * The same as one of the replicas that share a server; a file, and a dry run, are shared by none.
   */
  private Journal openJournal(WorkerClients workers) {
    AlloraClient allora = workers.defaultClient();
    return !settings.isDryRun()
            && journalLocation(settings) instanceof JournalLocation.PostgresServer server
        ? Journal.openAsReplica(
            server,
            clock,
            submissionVerifier(),
            () -> knownOrAskedChainId(allora),
            ReplicaInfo.ofThisProcess(settings.text("instance.name"), ProgramVersion.version()),
            workers.allClients().stream().map(AlloraClient::workerAddress).toList())
        : openJournal(allora);
  }

  /** Some networks' chain id is only known by asking. */
  private static String knownOrAskedChainId(AlloraClient allora) {
    if (allora.network().chainId().isEmpty()) {
      allora.latestHeight();
    }
    return allora.network().chainId();
  }

  /** For reading the rows of the network of the settings; of all where only a node knows it. */
  public static JournalReader openJournalReader(Settings settings) {
    String chainId = NetworkSettings.fromSettings(settings).chainId();
    return JournalReader.open(journalLocation(settings), chainId.isEmpty() ? null : chainId);
  }

  /** Whether there is a journal to read: before the first run there is none. */
  public static boolean hasJournal(Settings settings) {
    return !(journalLocation(settings) instanceof JournalLocation.SqliteFile file)
        || Files.exists(file.path());
  }

  public static String noJournalText(Settings settings) {
    return "nothing has run with these settings yet: there is no journal at "
        + journalLocation(settings)
        + "; `dromedary run` and `dromedary once` begin it";
  }

  /** Reads the signed bytes that a journal keeps. */
  public static SubmissionVerifier submissionVerifier() {
    return SignedSubmissionVerifier::findMismatch;
  }

  public static LegacyStatusFiles legacyStatusFiles(Settings settings, InstantSource clock) {
    return new LegacyStatusFiles(
        settings.path("journal.latest-file"), settings.path("journal.csv-file"), clock);
  }

  public static JournalLocation journalLocation(Settings settings) {
    return JournalLocation.PostgresServer.parse(
            settings.text("journal.place"),
            settings.text("journal.user"),
            settings.text("journal.password"))
        .map(JournalLocation.class::cast)
        .orElseGet(
            () ->
                JournalLocation.file(
                    settings
                        .path("journal.place")
                        .orElse(settings.stateDir().resolve("journal.db"))));
  }

  public CandleService candleService() {
    return new CandleService(
        MarketSource.allSources(settings.text("market.tiingo.token")),
        candleStore(settings),
        MarketSettings.candleLimits(settings),
        clock);
  }

  public static CandleStore candleStore(Settings settings) {
    return new CandleStore(settings.stateDir().resolve("candles"), KEPT_BARS);
  }

  public List<TopicPlan> topicPlans() {
    return new TopicPlans(settings).plansFor(settings.topicsOf(Role.WORKER));
  }

  /** How the losses of each topic in which the wallet is a reputer are found. */
  public List<ReputerPlan> reputerPlans() {
    LossSettings keys = settings.lossSettings();
    return settings.topicsOf(Role.REPUTER).stream()
        .map(
            it ->
                new ReputerPlan(
                    it, keys.groundTruthServer(it), keys.sigma(it), keys.lossService(it)))
        .toList();
  }

  /** What losses of others are forecast by, in the topics where they are. */
  public Map<Long, ForecastPlan> forecastPlans() {
    LossSettings keys = settings.lossSettings();
    Map<Long, ForecastPlan> plans = new TreeMap<>();
    for (TopicSpec topic : settings.topicsOf(Role.WORKER)) {
      switch (keys.forecastSource(topic)) {
        case NONE -> {}
        case PAST_LOSSES -> plans.put(topic.id(), new ForecastPlan.PastLosses());
        case URL -> plans.put(topic.id(), new ForecastPlan.Server(keys.forecastServer(topic)));
        case MODEL -> plans.put(topic.id(), forecastModel(keys.forecastModel(topic), topic.id()));
      }
    }
    return plans;
  }

  private ForecastPlan forecastModel(Path folder, long topic) {
    Path copies = settings.stateDir().resolve("models").resolve("forecast-" + topic);
    return new ForecastPlan.Model(new Predictor(folder, copies, settings.modelSettings().limits()));
  }

  /** The rooms' own objects, wired from the settings; knows nothing of Camel. */
  public record Components(
      InstantSource clock,
      WorkerClients workers,
      Journal journal,
      CandleService candleService,
      List<TopicPlan> plans,
      List<ReputerPlan> reputerPlans,
      Map<Long, ForecastPlan> forecastPlans,
      WorkerMetrics meters)
      implements AutoCloseable {

    /** Opens the journal last: it takes a lock that nothing after it may leave behind. */
    public static Components from(Settings settings) {
      WorkerClients workers = buildWorkers(settings, Timeouts.withSpeed(settings.speed()));
      return from(settings, workers, new ChainClock(workers.defaultClient(), settings.speed()));
    }

    /** The same with a clock of the caller's. */
    public static Components from(Settings settings, InstantSource clock) {
      return from(settings, clock, Timeouts.withSpeed(settings.speed()));
    }

    /** The same with both clocks of the caller's. */
    public static Components from(Settings settings, InstantSource clock, Timeouts timeouts) {
      return from(settings, buildWorkers(settings, timeouts), clock);
    }

    private static WorkerClients buildWorkers(Settings settings, Timeouts timeouts) {
      return new WorkerClientFactory(settings).buildClients(timeouts);
    }

    private static Components from(Settings settings, WorkerClients workers, InstantSource clock) {
      ComponentFactory factory = new ComponentFactory(settings, clock);
      List<TopicPlan> plans = factory.topicPlans();
      WorkerMetrics meters = new WorkerMetrics().withProcessMetrics();
      workers
          .defaultClient()
          .network()
          .endpoints()
          .forEach(it -> meterTraffic(it, workers, meters));
      return new Components(
          clock,
          workers,
          factory.openJournal(workers),
          factory.candleService(),
          plans,
          factory.reputerPlans(),
          factory.forecastPlans(),
          meters);
    }

    private static void meterTraffic(
        NodeEndpoint endpoint, WorkerClients workers, WorkerMetrics meters) {
      String name = endpoint.toString();
      meters.watchCount(
          "endpoint.calls", "endpoint", name, () -> sumTraffic(workers, it -> it.calls(endpoint)));
      meters.watchCount(
          "endpoint.bytes", "endpoint", name, () -> sumTraffic(workers, it -> it.bytes(endpoint)));
    }

    private static long sumTraffic(WorkerClients workers, ToLongFunction<TrafficMeter> count) {
      return workers.allClients().stream()
          .mapToLong(it -> count.applyAsLong(it.networkInfo().traffic()))
          .sum();
    }

    public ReputerRegistry reputerRegistry() {
      return new ReputerRegistry(reputerPlans);
    }

    public TopicRegistry topicRegistry() {
      return new TopicRegistry(plans);
    }

    @Override
    public void close() {
      plans.forEach(plan -> plan.model().close());
      forecastPlans.values().forEach(ForecastPlan::close);
      workers.close();
      meters.close();
      journal.close();
    }
  }
}
