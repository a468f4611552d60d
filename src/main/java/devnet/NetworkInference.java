package devnet;

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
final class NetworkInference {
  private final Topic topic;
  private final long nonce;
  private final Collection<Stored> entries;

  NetworkInference(Topic topic, long nonce) {
    this.topic = topic;
    this.nonce = nonce;
    this.entries = topic.set(nonce).values();
    if (entries.isEmpty() || topic.open.contains(nonce)) {
      throw GrpcError.notFound("network inference of block " + nonce + " not found");
    }
  }

  Map<String, Object> json(Emissions version) {
    return version == Emissions.V10 ? labelled() : bundle();
  }

  private Map<String, Object> bundle() {
    String combined = mean(Optional.empty());
    List<Object> workers =
        entries.stream()
            .<Object>map(it -> Json.of("worker", it.worker(), "value", it.value()))
            .toList();
    Map<String, Object> values =
        Json.shape(
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
            .map(it -> Json.of("worker", it.worker(), "value", mean(Optional.of(it))))
            .toList());
    Map<String, Object> answer =
        Json.shape(
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

  private Map<String, Object> labelled() {
    Map<String, Object> values =
        Json.of(
            "topic_id",
            Json.num(topic.id()),
            "block_height",
            Json.num(nonce),
            "combined_value",
            label(mean(Optional.empty())),
            "inferer_values",
            entries.stream()
                .map(it -> Json.of("worker", it.worker(), "values", label(it.value())))
                .toList(),
            "forecaster_values",
            List.of(),
            "naive_value",
            label(mean(Optional.empty())),
            "one_out_inferer_values",
            entries.stream()
                .map(
                    it ->
                        Json.of(
                            "withheld_inferer",
                            it.worker(),
                            "combined_inference",
                            label(mean(Optional.of(it)))))
                .toList());
    return Json.of("network_inferences", values, "inference_block_height", Json.num(nonce));
  }

  private static List<Object> label(String value) {
    return List.of(Json.of("label_id", 1, "label_name", "y", "value", value));
  }

  /** Mean of all but one; of a single worker's value when there is no other. */
  private String mean(Optional<Stored> without) {
    List<BigDecimal> values =
        entries.stream()
            .filter(it -> entries.size() == 1 || without.filter(it::equals).isEmpty())
            .map(it -> new BigDecimal(it.value()))
            .toList();
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64).toString();
  }
}
