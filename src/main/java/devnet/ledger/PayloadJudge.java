package devnet.ledger;

import com.google.protobuf.Message;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.ledger.SubmissionRecorder.IncludedPayload;
import devnet.proto.Forecast;
import devnet.proto.InsertReputerPayloadRequest;
import devnet.proto.InsertWorkerPayloadRequest;
import devnet.proto.ValueBundle;
import devnet.proto.WorkerAttributedValue;
import devnet.proto.WorkerDataBundle;
import domain.Role;
import domain.ValueBundle.Part;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Records the result of one included payload, read from the ledger after it.
 *
 * @param result result of its transaction; author, value and whether it was stored are added here
 */
public record PayloadJudge(LedgerState state, SubmissionRecorder recorder, IncludedPayload result) {

  public void record(Message order) {
    if (order instanceof InsertWorkerPayloadRequest payload) {
      recordWorker(payload.getWorkerDataBundle());
    } else if (order instanceof InsertReputerPayloadRequest payload) {
      recordReputer(payload.getReputerValueBundle().getValueBundle());
    }
  }

  private void recordWorker(WorkerDataBundle bundle) {
    long nonce = bundle.getNonce().getBlockHeight();
    Optional<LedgerInference> stored =
        state
            .findTopic(bundle.getTopicId())
            .map(it -> it.inferencesAt(nonce).get(bundle.getWorker()))
            .filter(it -> it.txHash().equals(result.txHash()));
    var content = bundle.getInferenceForecastsBundle();
    String value = stored.map(LedgerInference::value).orElse(content.getInference().getValue());
    Optional<Forecast> forecast =
        content.hasForecast() ? storedForecast(content.getForecast()) : Optional.empty();
    recorder.payloadIncluded(
        bundle.getTopicId(),
        Role.WORKER,
        nonce,
        payload(
            bundle.getWorker(),
            forecast.map(it -> value + "|" + forecastText(it)).orElse(value),
            stored.isPresent() || forecast.isPresent() && !content.hasInference()));
  }

  /** The stored forecast, which may hold less than was sent. */
  private Optional<Forecast> storedForecast(Forecast sent) {
    return state
        .findTopic(sent.getTopicId())
        .map(it -> it.reputers.forecastsAt(sent.getBlockHeight()).get(sent.getForecaster()))
        .filter(it -> result.code() == 0)
        .filter(it -> sent.getForecastElementsList().containsAll(it.getForecastElementsList()));
  }

  private static String forecastText(Forecast forecast) {
    return forecast.getForecastElementsList().stream()
        .map(it -> it.getInferer() + "=" + it.getValue())
        .collect(Collectors.joining(","));
  }

  private void recordReputer(ValueBundle bundle) {
    long nonce = bundle.getReputerRequestNonce().getReputerNonce().getBlockHeight();
    boolean stored =
        result.code() == 0
            && state
                .findTopic(bundle.getTopicId())
                .filter(it -> bundle.equals(it.reputers.reportsAt(nonce).get(bundle.getReputer())))
                .isPresent();
    recorder.payloadIncluded(
        bundle.getTopicId(),
        Role.REPUTER,
        nonce,
        payload(bundle.getReputer(), toText(bundle), stored));
  }

  private IncludedPayload payload(String author, String value, boolean stored) {
    return new IncludedPayload(
        author,
        value,
        result.txHash(),
        result.blockHeight(),
        result.blockTime(),
        result.codespace(),
        result.code(),
        result.log(),
        result.fee(),
        stored);
  }

  private static String toText(ValueBundle bundle) {
    Map<Part, Map<String, String>> lists = new EnumMap<>(Part.class);
    lists.put(Part.INFERERS, values("", bundle.getInfererValuesList()));
    lists.put(Part.FORECASTERS, values("", bundle.getForecasterValuesList()));
    lists.put(Part.WITHOUT_INFERER, values("", bundle.getOneOutInfererValuesList()));
    lists.put(Part.WITHOUT_FORECASTER, values("", bundle.getOneOutForecasterValuesList()));
    lists.put(Part.WITH_FORECASTER, values("", bundle.getOneInForecasterValuesList()));
    Map<String, String> pairs = new LinkedHashMap<>();
    bundle
        .getOneOutInfererForecasterValuesList()
        .forEach(
            it -> pairs.putAll(values(it.getForecaster() + "/", it.getOneOutInfererValuesList())));
    lists.put(Part.FORECASTER_WITHOUT_INFERER, pairs);
    return new domain.ValueBundle(bundle.getCombinedValue(), bundle.getNaiveValue(), lists)
        .toText();
  }

  private static Map<String, String> values(String prefix, List<WorkerAttributedValue> list) {
    Map<String, String> byName = new LinkedHashMap<>();
    list.forEach(it -> byName.put(prefix + it.getWorker(), it.getValue()));
    return byName;
  }
}
