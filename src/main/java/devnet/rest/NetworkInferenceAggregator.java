package devnet.rest;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.server.DevnetJson;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Network inference of a nonce. Simplified: all workers have the same weight, so the combined value
 * is their mean, and there are no forecasters.
 */
final class NetworkInferenceAggregator {
  private static final List<String> PERCENTILES = List.of("2.28", "15.87", "50", "84.13", "97.72");

  private final LedgerTopic topic;
  private final long nonce;
  private final long height;
  private final Collection<LedgerInference> entries;

  /**
   * @param height latest block, which the chain gives as the reputers' nonce
   * @throws GrpcStatusException if the nonce has no inferences or is still open
   */
  NetworkInferenceAggregator(LedgerTopic topic, long nonce, long height) {
    this.topic = topic;
    this.nonce = nonce;
    this.height = height;
    this.entries =
        topic.inferencesAt(nonce).values().stream()
            .sorted(Comparator.comparing(LedgerInference::worker))
            .toList();
    if (entries.isEmpty() || topic.openNonces.contains(nonce)) {
      throw new GrpcStatusException(
          2,
          "codespace sdk code 18: invalid request: no inferences found for topic %d at block"
              + " %d: while getting inferences",
          topic.id(),
          nonce);
    }
  }

  /** Network inference of the latest nonce, with weights and confidence interval. */
  Map<String, Object> latestJson(DevnetEmissionsVersion version) {
    if (version == DevnetEmissionsVersion.V10) {
      return labelledJson();
    }
    Map<String, Object> reply =
        DevnetJson.fromTemplate(
            """
            {"network_inferences":{},"inferer_weights":[],"forecaster_weights":[],
             "inference_block_height":"%d","loss_block_height":"0",
             "confidence_interval_raw_percentiles":[],"confidence_interval_values":[]}\
            """,
            nonce);
    reply.put("network_inferences", valueBundle());
    if (entries.size() > 1) {
      reply.put("confidence_interval_raw_percentiles", PERCENTILES);
      reply.put(
          "confidence_interval_values",
          Collections.nCopies(PERCENTILES.size(), meanWithout(Optional.empty())));
    }
    return reply;
  }

  /** Network inference of a given nonce, without weights before v10. */
  Map<String, Object> atBlockJson(DevnetEmissionsVersion version) {
    return version == DevnetEmissionsVersion.V10
        ? labelledJson()
        : DevnetJson.object("network_inferences", valueBundle());
  }

  private Map<String, Object> valueBundle() {
    String combined = meanWithout(Optional.empty());
    List<Object> workers =
        entries.stream()
            .<Object>map(it -> DevnetJson.object("worker", it.worker()).with("value", it.value()))
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
                    DevnetJson.object("worker", it.worker())
                        .with("value", meanWithout(Optional.of(it))))
            .toList());
    return values;
  }

  private DevnetJson labelledJson() {
    List<DevnetJson> combined = labelled(it -> mean(it, Optional.empty()));
    DevnetJson values =
        DevnetJson.object()
            .int64("topic_id", topic.id())
            .int64("block_height", nonce)
            .with("combined_value", combined)
            .with(
                "inferer_values",
                entries.stream()
                    .map(
                        it ->
                            DevnetJson.object("worker", it.worker())
                                .with("values", labelled(it::valueOf)))
                    .toList())
            .with("forecaster_values", List.of())
            .with("naive_value", combined)
            .with(
                "one_out_inferer_values",
                withheldWorkers()
                    .map(
                        without ->
                            DevnetJson.object("withheld_inferer", without.worker())
                                .with(
                                    "combined_inference",
                                    labelled(it -> mean(it, Optional.of(without)))))
                    .toList());
    return DevnetJson.object("network_inferences", values).int64("inference_block_height", nonce);
  }

  /** Values by label; the chain numbers labels from 1. */
  private List<DevnetJson> labelled(UnaryOperator<String> valueOfLabel) {
    List<String> labels = topic.labels();
    return IntStream.range(0, labels.size())
        .mapToObj(
            it ->
                DevnetJson.object("label_id", it + 1)
                    .with("label_name", labels.get(it))
                    .with("value", valueOfLabel.apply(labels.get(it))))
        .toList();
  }

  /** Workers for one-out values; a single worker has none, as nothing would be left to combine. */
  private Stream<LedgerInference> withheldWorkers() {
    return entries.size() > 1 ? entries.stream() : Stream.empty();
  }

  private String meanWithout(Optional<LedgerInference> without) {
    return mean(topic.labels().get(0), without);
  }

  /** Mean of a label's values over all workers but {@code without}. */
  private String mean(String label, Optional<LedgerInference> without) {
    List<BigDecimal> values =
        entries.stream()
            .filter(it -> without.filter(it::equals).isEmpty())
            .map(it -> new BigDecimal(it.valueOf(label)))
            .toList();
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64).toString();
  }
}
