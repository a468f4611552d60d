package devnet.rest;

import devnet.api.DevnetJson;
import devnet.api.GrpcStatusException;
import devnet.genesis.DevnetCrypto;
import devnet.genesis.DevnetEmissionsVersion;
import devnet.ledger.LedgerInference;
import devnet.ledger.LedgerTopic;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the network makes of a nonce's inferences. Simplified: all workers weigh the same, so the
 * combined value is their mean, and forecasters do not exist.
 */
final class NetworkInferenceAggregator {
  private static final List<String> PERCENTILES = List.of("2.28", "15.87", "50", "84.13", "97.72");

  private final LedgerTopic topic;
  private final long nonce;
  private final long height;
  private final Collection<LedgerInference> entries;

  /**
   * @param height latest block, which the chain names as the reputers' nonce
   */
  NetworkInferenceAggregator(LedgerTopic topic, long nonce, long height) {
    this.topic = topic;
    this.nonce = nonce;
    this.height = height;
    this.entries = topic.inferencesAt(nonce).values();
    if (entries.isEmpty() || topic.openNonces.contains(nonce)) {
      throw new GrpcStatusException(
          2,
          String.format(
              Locale.ROOT,
              "codespace sdk code 18: invalid request: no inferences found for topic %d at block"
                  + " %d: while getting inferences",
              topic.id(),
              nonce));
    }
  }

  /** Of the latest nonce, with weights and confidence. */
  Map<String, Object> latestJson(DevnetEmissionsVersion version) {
    if (version == DevnetEmissionsVersion.V10) {
      return labelledJson();
    }
    Map<String, Object> answer =
        DevnetJson.fromTemplate(
            """
            {"network_inferences":{},"inferer_weights":[],"forecaster_weights":[],
             "inference_block_height":"%d","loss_block_height":"0",
             "confidence_interval_raw_percentiles":[],"confidence_interval_values":[]}\
            """,
            nonce);
    answer.put("network_inferences", valueBundle());
    if (entries.size() > 1) {
      answer.put("confidence_interval_raw_percentiles", PERCENTILES);
      answer.put(
          "confidence_interval_values",
          Collections.nCopies(PERCENTILES.size(), meanWithout(Optional.empty())));
    }
    return answer;
  }

  /** Of a named nonce: the values alone, except in v10. */
  Map<String, Object> atBlockJson(DevnetEmissionsVersion version) {
    return version == DevnetEmissionsVersion.V10
        ? labelledJson()
        : DevnetJson.object("network_inferences", valueBundle());
  }

  private Map<String, Object> valueBundle() {
    String combined = meanWithout(Optional.empty());
    List<Object> workers =
        entries.stream()
            .<Object>map(it -> DevnetJson.object("worker", it.worker(), "value", it.value()))
            .toList();
    Map<String, Object> values =
        DevnetJson.fromTemplate(
            """
            {"topic_id":"%d","reputer_request_nonce":{"reputer_nonce":{"block_height":"%d"}},
             "reputer":"%s","extra_data":null,"combined_value":"%s","inferer_values":[],
             "forecaster_values":[],"naive_value":"%s","one_out_inferer_values":[],
             "one_out_forecaster_values":[],"one_in_forecaster_values":[],
             "one_out_inferer_forecaster_values":[]}\
            """,
            topic.id(), height, DevnetCrypto.addressOfHash(new byte[20]), combined, combined);
    values.put("inferer_values", workers);
    values.put(
        "one_out_inferer_values",
        withheldWorkers()
            .map(
                it ->
                    DevnetJson.object("worker", it.worker(), "value", meanWithout(Optional.of(it))))
            .toList());
    return values;
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
            withheldWorkers()
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

  /** Without the only worker there is nothing to combine. */
  private Stream<LedgerInference> withheldWorkers() {
    return entries.size() > 1 ? entries.stream() : Stream.empty();
  }

  private static List<Object> singleLabel(String value) {
    return List.of(DevnetJson.object("label_id", 1, "label_name", "y", "value", value));
  }

  /** Mean of all but one. */
  private String meanWithout(Optional<LedgerInference> without) {
    List<BigDecimal> values =
        entries.stream()
            .filter(it -> without.filter(it::equals).isEmpty())
            .map(it -> new BigDecimal(it.value()))
            .toList();
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64).toString();
  }
}
