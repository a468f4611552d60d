package routes.forecast;

import chain.ReputerClient;
import chain.model.SubmittedValue;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Prediction;
import domain.Provenance;
import domain.Role;
import domain.TopicSpec;
import domain.Window;
import domain.WindowKey;
import inference.HttpModelServer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import journal.Journal;
import journal.entry.EntryState;
import ops.WorkerMetrics;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;
import routes.topic.ExchangeProperties;
import scoring.LossForecast;

/**
 * What loss a worker expects of each inferer, from the losses that the network has reported of
 * them: beside its prediction, which goes out whatever fails here, or alone.
 */
public class ForecastStep {
  /** Exchange property with what a server named, losses by address. */
  public static final String SAID = "forecastSaid";

  private static final Logger LOG = LoggerFactory.getLogger(ForecastStep.class);

  /** Names of a server that are looked up, for each that may be used. */
  private static final int MOST_ASKED = 4;

  private final WorkerClients workers;
  private final Map<Long, ForecastPlan> plans;
  private final Journal journal;
  private final WorkerMetrics meters;
  private final String codeVersion;
  private final NetworkLossHistory history;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();

  /**
   * @param plans by topic in which the wallet is a forecaster as well
   */
  public ForecastStep(
      WorkerClients workers,
      Map<Long, ForecastPlan> plans,
      Journal journal,
      WorkerMetrics meters,
      String codeVersion) {
    this.workers = workers;
    this.plans = Map.copyOf(plans);
    this.journal = journal;
    this.meters = meters;
    this.codeVersion = codeVersion;
    this.history = new NetworkLossHistory(journal);
  }

  /** Of a worker that forecasts nothing. */
  public static ForecastStep none() {
    return new ForecastStep(null, Map.of(), null, null, "");
  }

  public boolean isWanted(@Body Prediction prediction) {
    return plans.containsKey(prediction.topic());
  }

  /** The server to ask; null where none is. */
  public HttpModelServer server(@ExchangeProperty(ExchangeProperties.TOPIC) TopicSpec topic) {
    return plans.get(topic.id()) instanceof ForecastPlan.Server it ? it.http() : null;
  }

  /**
   * @param said by a server, where one was asked
   */
  public Prediction addForecast(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(SAID) Map<String, Double> said,
      @Body Prediction prediction) {
    try {
      return prediction.withForecast(forecast(window, said == null ? Map.of() : said));
    } catch (Failure e) {
      return withoutForecast(window, e.getMessage(), prediction);
    }
  }

  /**
   * What goes out alone.
   *
   * @param said by a server, where one was asked
   * @throws Failure.Retry if there is nothing to say
   */
  public Claim claimForecast(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(SAID) Map<String, Double> said) {
    Map<String, Double> losses = forecast(window, said == null ? Map.of() : said);
    if (losses.isEmpty()) {
      throw new Failure.Retry(
          FailureReason.NO_DATA,
          plans.get(window.topic()) instanceof ForecastPlan.Server
              ? "the forecast server names no registered inferer"
              : "no losses of registered inferers are known yet");
    }
    Provenance origin =
        Provenance.withoutMarket(
            window.openedAt(), plans.get(window.topic()).identity(), codeVersion);
    return new Claim(window, SubmittedValue.ofForecast(losses).toText(), origin);
  }

  /** What goes out where no forecast could be made. */
  public Prediction withoutForecast(Window window, String why, Prediction prediction) {
    LOG.warn("{}: submitted without a forecast: {}", window, why);
    return prediction;
  }

  /** Of the inferers of the window before: those of this one are not known before it closes. */
  private Map<String, Double> forecast(Window window, Map<String, Double> said) {
    meters.countOffchainEvent(
        Role.WORKER, "forecast_request", window.key().worker(), window.topic());
    Map<String, Double> losses = compute(window, said);
    if (!losses.isEmpty()) {
      LOG.info("{}: losses forecast of {} inferers", window, losses.size());
    }
    return losses;
  }

  private Map<String, Double> compute(Window window, Map<String, Double> said) {
    long topic = window.topic();
    ReputerClient chain = workers.forTopic(topic).reputer();
    long epoch = chain.epochLength(topic);
    warnIfDropped(chain, window.key().withNonce(window.nonce() - epoch));
    LossForecast losses = history.of(window);
    synchronized (losses) {
      history.update(losses, chain, window, epoch);
      int most = chain.mostForecastElements();
      Predicate<String> allowed = it -> isRegistered(chain, topic, it);
      List<String> inferers = inferersBefore(chain, window, epoch, said);
      if (plans.get(topic) instanceof ForecastPlan.Server) {
        return inferers.stream()
            .filter(said::containsKey)
            .limit(MOST_ASKED * (long) most)
            .filter(allowed)
            .limit(most)
            .collect(Collectors.toMap(it -> it, said::get, (a, b) -> a, TreeMap::new));
      }
      if (losses.isEmpty()) {
        return Map.of();
      }
      List<String> named = losses.bestKnown(inferers, most, allowed);
      return plans.get(topic) instanceof ForecastPlan.Model model
          ? model.expected(topic, losses, named)
          : losses.expected(named);
    }
  }

  /** On v5 a forecast may be dropped without a word, while the inference beside it is stored. */
  private void warnIfDropped(ReputerClient chain, WindowKey before) {
    boolean sent =
        journal
            .find(before)
            .filter(it -> it.state() == EntryState.ACCEPTED && it.value() != null)
            .map(it -> !SubmittedValue.parse(it.value()).forecast().isEmpty())
            .orElse(false);
    try {
      if (sent && !chain.forecasters(before.topic(), before.nonce()).contains(before.worker())) {
        LOG.warn("{}: the chain has not kept its forecast of losses", before.label());
      }
    } catch (Failure e) {
      LOG.info("{}: nobody tells whether its forecast is kept: {}", before.label(), e.getMessage());
    }
  }

  /** Those that inferred last; behind them, whom only a server names. */
  private static List<String> inferersBefore(
      ReputerClient chain, Window window, long epoch, Map<String, Double> said) {
    Set<String> all = new LinkedHashSet<>();
    try {
      all.addAll(chain.inferers(window.topic(), window.nonce() - epoch));
    } catch (Failure e) {
      if (said.isEmpty()) {
        throw e;
      }
    }
    all.addAll(new TreeSet<>(said.keySet()));
    return List.copyOf(all);
  }

  /**
   * One that is not would cost the whole forecast on emissions v5. It stays registered for ever.
   */
  private boolean isRegistered(ReputerClient chain, long topic, String worker) {
    String key = topic + " " + worker;
    if (!registered.contains(key) && chain.isRegisteredWorker(topic, worker)) {
      registered.add(key);
    }
    return registered.contains(key);
  }
}
