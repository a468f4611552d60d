package routes.reputer;

import chain.ReputerClient;
import domain.Failure;
import domain.Prediction;
import domain.Role;
import domain.ValueBundle.Part;
import domain.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import ops.WorkerMetrics;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.allora.WorkerClients;
import routes.topic.ExchangeProperties;
import scoring.LossForecast;

/**
 * Adds to a worker's prediction what loss it expects of each inferer, from the losses that the
 * network has reported of them. Whatever fails here, the prediction goes out without it.
 */
public class ForecastStep {
  private static final Logger LOG = LoggerFactory.getLogger(ForecastStep.class);

  /** The chain keeps the best of more. */
  private static final int MOST_ELEMENTS = 12;

  /** Epochs of which the chain still shows the losses. */
  private static final int KEPT_EPOCHS = 3;

  private final WorkerClients workers;
  private final Set<Long> topics;
  private final Map<Long, LossForecast> forecasts = new ConcurrentHashMap<>();
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final WorkerMetrics meters;

  /**
   * @param topics in which the wallet is a forecaster as well
   */
  public ForecastStep(WorkerClients workers, Set<Long> topics, WorkerMetrics meters) {
    this.meters = meters;
    this.workers = workers;
    this.topics = Set.copyOf(topics);
  }

  /** Of a worker that forecasts nothing. */
  public static ForecastStep none() {
    return new ForecastStep(null, Set.of(), null);
  }

  public Prediction addForecast(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
    if (!topics.contains(prediction.topic()) || window == null) {
      return prediction;
    }
    meters.countOffchainEvent(
        Role.WORKER, "forecast_request", window.key().worker(), window.topic());
    try {
      Map<String, Double> losses = forecast(window);
      LOG.info("{}: losses forecast of {} inferers", window, losses.size());
      return prediction.withForecast(losses);
    } catch (Failure e) {
      LOG.warn("{}: submitted without a forecast: {}", window, e.getMessage());
      return prediction;
    }
  }

  /** Of the inferers of the window before: those of this one are not known before it closes. */
  private Map<String, Double> forecast(Window window) {
    long topic = window.topic();
    ReputerClient chain = workers.forTopic(topic).reputer();
    LossForecast losses = forecasts.computeIfAbsent(topic, it -> new LossForecast());
    synchronized (losses) {
      long epoch = chain.epochLength(topic);
      observe(chain, topic, epoch, losses);
      List<String> inferers = chain.inferers(topic, window.nonce() - epoch);
      return losses.expected(inferers, MOST_ELEMENTS, it -> isRegistered(chain, topic, it));
    }
  }

  private static void observe(ReputerClient chain, long topic, long epoch, LossForecast losses) {
    long last = chain.lastClosedNonce(topic);
    long from = Math.max(losses.newestNonce() + 1, last - (KEPT_EPOCHS - 1) * epoch);
    for (long nonce = last - (last - from) / epoch * epoch;
        nonce <= last && last > 0;
        nonce += epoch) {
      long seen = nonce;
      chain
          .networkLosses(topic, nonce)
          .map(it -> toNumbers(it.list(Part.INFERERS)))
          .ifPresent(it -> losses.observe(seen, it));
    }
  }

  private static Map<String, Double> toNumbers(Map<String, String> losses) {
    Map<String, Double> numbers = new HashMap<>();
    losses.forEach((inferer, loss) -> numbers.put(inferer, Double.valueOf(loss)));
    return numbers;
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
