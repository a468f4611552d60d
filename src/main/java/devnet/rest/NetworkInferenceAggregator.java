package devnet.rest;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.server.CosmosJson;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Network inference of a nonce. Simplified: all workers have the same weight, so the combined value
 * is the mean of the inferers' values and of those that the forecasters imply.
 */
final class NetworkInferenceAggregator {
  private static final List<String> PERCENTILES = List.of("2.28", "15.87", "50", "84.13", "97.72");
  private static final Predicate<String> ALL = it -> true;
  private static final Predicate<String> NONE = it -> false;

  private final LedgerTopic topic;
  private final long nonce;
  private final long height;
  private final Collection<LedgerInference> entries;
  private final Map<String, BigDecimal> implied;

  /** The latest block's height is what the chain gives as the reputers' nonce. */
  NetworkInferenceAggregator(LedgerTopic topic, long nonce, long height) {
    this.topic = topic;
    this.nonce = nonce;
    this.height = height;
    this.entries =
        topic.inferencesAt(nonce).values().stream()
            .sorted(Comparator.comparing(LedgerInference::worker))
            .toList();
    this.implied =
        topic.options.isMultiLabel() ? Map.of() : new ImpliedInferences(topic, nonce).all();
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
        CosmosJson.fromTemplate(
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
          Collections.nCopies(PERCENTILES.size(), mean(firstLabel(), ALL, ALL)));
    }
    return reply;
  }

  /** Network inference of a given nonce, without weights before v10. */
  Map<String, Object> atBlockJson(DevnetEmissionsVersion version) {
    return version == DevnetEmissionsVersion.V10
        ? labelledJson()
        : CosmosJson.object("network_inferences", valueBundle());
  }

  private Map<String, Object> valueBundle() {
    Map<String, Object> values =
        CosmosJson.fromTemplate(
            """
            {"topic_id":"%d","reputer_request_nonce":{"reputer_nonce":{"block_height":"%d"}},
             "reputer":"%s","extra_data":null,"combined_value":"%s","inferer_values":[],
             "forecaster_values":[],"naive_value":"%s","one_out_inferer_values":[],
             "one_out_forecaster_values":[],"one_in_forecaster_values":[],
             "one_out_inferer_forecaster_values":[]}\
            """,
            topic.id(),
            height,
            DevnetCrypto.addressOfHash(new byte[20]),
            mean(firstLabel(), ALL, ALL),
            mean(firstLabel(), ALL, NONE));
    putLists(new ValueLists(false, of -> of.apply(firstLabel())), values);
    return values;
  }

  private CosmosJson labelledJson() {
    CosmosJson values =
        CosmosJson.object()
            .int64("topic_id", topic.id())
            .int64("block_height", nonce)
            .with("combined_value", labelled(it -> mean(it, ALL, ALL)))
            .with("naive_value", labelled(it -> mean(it, ALL, NONE)));
    putLists(new ValueLists(true, this::labelled), values);
    return CosmosJson.object("network_inferences", values).int64("inference_block_height", nonce);
  }

  private void putLists(ValueLists lists, Map<String, Object> values) {
    Map<String, LedgerInference> byWorker = topic.inferencesAt(nonce);
    List<String> inferers = entries.stream().map(LedgerInference::worker).toList();
    List<String> withheld = inferers.size() > 1 ? inferers : List.of();
    Set<String> forecasters = implied.keySet();
    values.put("inferer_values", lists.own(inferers, (it, of) -> byWorker.get(it).valueOf(of)));
    values.put("forecaster_values", lists.own(forecasters, (it, of) -> implied.get(it) + ""));
    values.put(
        "one_out_inferer_values",
        lists.mixed(withheld, "withheld_inferer", (it, of) -> mean(of, not(it), ALL)));
    values.put(
        "one_out_forecaster_values",
        lists.mixed(forecasters, "withheld_forecaster", (it, of) -> mean(of, ALL, not(it))));
    values.put(
        "one_in_forecaster_values",
        lists.mixed(forecasters, "forecaster", (it, of) -> mean(of, ALL, it::equals)));
  }

  /**
   * How a generation spells a list of workers' values.
   *
   * @param spelling of a value that is given for each label
   */
  private record ValueLists(boolean labels, Function<UnaryOperator<String>, Object> spelling) {
    List<CosmosJson> own(Collection<String> workers, BinaryOperator<String> value) {
      return list(workers, "worker", labels ? "values" : "value", value);
    }

    List<CosmosJson> mixed(Collection<String> workers, String name, BinaryOperator<String> value) {
      return labels
          ? list(workers, name, "combined_inference", value)
          : list(workers, "worker", "value", value);
    }

    private List<CosmosJson> list(
        Collection<String> workers, String name, String key, BinaryOperator<String> value) {
      return workers.stream()
          .map(
              it ->
                  CosmosJson.object(name, it)
                      .with(key, spelling.apply(label -> value.apply(it, label))))
          .toList();
    }
  }

  private static Predicate<String> not(String worker) {
    return it -> !it.equals(worker);
  }

  /** Values by label; the chain numbers labels from 1. */
  private List<CosmosJson> labelled(UnaryOperator<String> valueOfLabel) {
    List<String> labels = topic.labels();
    return IntStream.range(0, labels.size())
        .mapToObj(
            it ->
                CosmosJson.object("label_id", it + 1)
                    .with("label_name", labels.get(it))
                    .with("value", valueOfLabel.apply(labels.get(it))))
        .toList();
  }

  private String firstLabel() {
    return topic.labels().get(0);
  }

  /** Mean of a label's values over these inferers and these forecasters. */
  private String mean(String label, Predicate<String> inferers, Predicate<String> forecasters) {
    List<BigDecimal> values =
        Stream.concat(
                entries.stream()
                    .filter(it -> inferers.test(it.worker()))
                    .map(it -> new BigDecimal(it.valueOf(label))),
                implied.entrySet().stream()
                    .filter(it -> forecasters.test(it.getKey()))
                    .map(Map.Entry::getValue))
            .toList();
    BigDecimal sum = values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
    return sum.divide(BigDecimal.valueOf(values.size()), MathContext.DECIMAL64).toString();
  }
}
