package devnet.rest;

import devnet.api.DevnetJson;
import devnet.api.GrpcStatusException;
import devnet.genesis.DevnetEmissionsVersion;
import devnet.ledger.LedgerInference;
import devnet.ledger.LedgerTopic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the network makes of a nonce's inferences. Simplified: all workers weigh the same, so the
 * combined value is their mean, and forecasters do not exist.
 */
final class NetworkInferenceAggregator {
  private final LedgerTopic topic;
  private final long nonce;
  private final Collection<LedgerInference> entries;

  NetworkInferenceAggregator(LedgerTopic topic, long nonce) {
    this.topic = topic;
    this.nonce = nonce;
    this.entries = topic.inferencesAt(nonce).values();
    if (entries.isEmpty() || topic.openNonces.contains(nonce)) {
      throw GrpcStatusException.notFound("network inference of block " + nonce + " not found");
    }
  }

  Map<String, Object> toJson(DevnetEmissionsVersion version) {
    return version == DevnetEmissionsVersion.V10 ? labelledJson() : valueBundleJson();
  }

  private Map<String, Object> valueBundleJson() {
    String combined = meanWithout(Optional.empty());
    List<Object> workers =
        entries.stream()
            .<Object>map(it -> DevnetJson.object("worker", it.worker(), "value", it.value()))
            .toList();
    Map<String, Object> values =
        DevnetJson.fromTemplate(
            """
            {"topic_id":"%d","reputer_request_nonce":{"reputer_nonce":{"block_height":"%d"}},
             "reputer":"","extra_data":null,"combined_value":"%s","inferer_values":[],
             "forecaster_values":[],"naive_value":"%s","one_out_inferer_values":[],
             "one_out_forecaster_values":[],"one_in_forecaster_values":[],
             "one_out_inferer_forecaster_values":[]}\
            """,
            topic.id(), nonce, combined, combined);
    values.put("inferer_values", workers);
    values.put(
        "one_out_inferer_values",
        entries.stream()
            .map(
                it ->
                    DevnetJson.object("worker", it.worker(), "value", meanWithout(Optional.of(it))))
            .toList());
    Map<String, Object> answer =
        DevnetJson.fromTemplate(
            """
            {"network_inferences":{},"inferer_weights":[],"forecaster_weights":[],
             "inference_block_height":"%d","loss_block_height":"0",
             "confidence_interval_raw_percentiles":["2.28","15.87","50","84.13","97.72"],
             "confidence_interval_values":["%2$s","%2$s","%2$s","%2$s","%2$s"]}\
            """,
            nonce, combined);
    answer.put("network_inferences", values);
    return answer;
  }

  private Map<String, Object> labelledJson() {
    Map<String, Object> values =
        DevnetJson.object(
            "topic_id",
            DevnetJson.int64(topic.id()),
            "block_height",
            DevnetJson.int64(nonce),
            "combined_value",
            singleLabel(meanWithout(Optional.empty())),
            "inferer_values",
            entries.stream()
                .map(
                    it ->
                        DevnetJson.object("worker", it.worker(), "values", singleLabel(it.value())))
                .toList(),
            "forecaster_values",
            List.of(),
            "naive_value",
            singleLabel(meanWithout(Optional.empty())),
            "one_out_inferer_values",
            entries.stream()
                .map(
                    it ->
                        DevnetJson.object(
                            "withheld_inferer",
                            it.worker(),
                            "combined_inference",
                            singleLabel(meanWithout(Optional.of(it)))))
                .toList());
    return DevnetJson.object(
        "network_inferences", values, "inference_block_height", DevnetJson.int64(nonce));
  }

  private static List<Object> singleLabel(String value) {
    return List.of(DevnetJson.object("label_id", 1, "label_name", "y", "value", value));
  }

  /** Mean of all but one; of a single worker's value when there is no other. */
  private String meanWithout(Optional<LedgerInference> without) {
    List<BigDecimal> values =
        entries.stream()
            .filter(it -> entries.size() == 1 || without.filter(it::equals).isEmpty())
            .map(it -> new BigDecimal(it.value()))
            .toList();
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64).toString();
  }
}
