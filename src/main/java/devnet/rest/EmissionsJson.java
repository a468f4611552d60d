package devnet.rest;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.GenesisTopic;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.proto.Inference;
import devnet.server.CosmosJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/** Topics, window status and inferences as JSON of each emissions version. */
final class EmissionsJson {
  /** Fields of an inference that only v10 has. */
  static final Set<String> FIELDS_OF_V10 = Set.of("values");

  private EmissionsJson() {}

  static Map<String, Object> topic(LedgerTopic topic, DevnetEmissionsVersion version) {
    GenesisTopic options = topic.options;
    Map<String, Object> fields =
        CosmosJson.fromTemplate(
            """
            {"id":"%d","creator":"%s","metadata":"","loss_method":"%s","epoch_last_ended":"%d",
             "epoch_length":"%d","ground_truth_lag":"%d","p_norm":"3","alpha_regret":"0.1",
             "allow_negative":false,"epsilon":"0.01","initial_regret":"0",
             "worker_submission_window":"%d","merit_sortition_alpha":"0.1",
             "active_inferer_quantile":"0.25","active_forecaster_quantile":"0.25",
             "active_reputer_quantile":"0.25"}\
            """,
            options.id(),
            DevnetCrypto.addressOfHash(new byte[20]),
            options.lossMethod(),
            topic.epochLastEnded,
            options.epochLength(),
            options.groundTruthLag(),
            options.windowLength());
    fields.put("metadata", options.metadata());
    if (version == DevnetEmissionsVersion.V10) {
      fields.putAll(labelFields(options));
    }
    Map<String, Object> answer =
        CosmosJson.object("topic", fields)
            .with("weight", topic.funded ? "2784.1" : "0")
            .with("effective_revenue", topic.funded ? topic.feeRevenue.toString() : "0");
    if (version.isAfterV5()) {
      answer.put("topic_stake", topic.stakes.total().toString());
    }
    return answer;
  }

  private static Map<String, Object> labelFields(GenesisTopic options) {
    Map<String, Object> fields =
        CosmosJson.fromTemplate(
            """
            {"c_norm":"0.75","topic_type":"TOPIC_TYPE_%s","output_arity":"TOPIC_OUTPUT_ARITY_%s",
             "require_unity":false,"unity_tolerance":"0","max_labels_per_submission":"%d",
             "label_whitelist":[],"label_default_value":"0","label_case_sensitive":false}\
            """,
            options.isMultiLabel() ? "CLASSIFICATION" : "REGRESSION",
            options.isMultiLabel() ? "MULTI" : "SINGLE",
            Math.max(1, options.labels().size()));
    fields.put("label_whitelist", List.copyOf(options.labels()));
    return fields;
  }

  static Map<String, Object> windowStatus(LedgerTopic topic, String address) {
    long nonce = topic.openNonces.isEmpty() ? topic.epochLastEnded : topic.openNonces.last();
    long length = topic.options.windowLength();
    return CosmosJson.fromTemplate(
        """
        {"is_open":%b,"current_nonce_block_height":"%d","window_start_block":"%d",
         "window_end_block":"%d","next_window_start_block":"%d","next_window_end_block":"%d",
         "is_registered":%b,"is_whitelisted":%b,"is_topic_active":%b}\
        """,
        !topic.openNonces.isEmpty(),
        nonce,
        nonce,
        nonce + length,
        topic.nextNonce,
        topic.nextNonce + length,
        topic.registeredWorkers.contains(address),
        !address.isEmpty() && topic.maySubmit(address),
        topic.isRunning());
  }

  /** The inference as the worker sent it; versions before v10 have no labels. */
  static CosmosJson sentInference(Inference inference, DevnetEmissionsVersion version) {
    return ProtobufJson.toJson(
        inference, version == DevnetEmissionsVersion.V10 ? Set.of() : FIELDS_OF_V10);
  }

  /**
   * Inferences of a closed window; in v10 with the values of all labels, in order, without names.
   */
  static CosmosJson inferenceList(
      Collection<LedgerInference> entries, LedgerTopic topic, DevnetEmissionsVersion version) {
    List<CosmosJson> list = new ArrayList<>();
    for (LedgerInference entry : entries) {
      CosmosJson json = sentInference(entry.inference(), version);
      if (version == DevnetEmissionsVersion.V10) {
        json.remove("value");
        json.put("values", topic.labels().stream().map(entry::valueOf).toList());
      }
      list.add(json);
    }
    return CosmosJson.object("inferences", list);
  }

  static CosmosJson nonce(long height) {
    return CosmosJson.object().int64("block_height", height);
  }

  static CosmosJson nonces(NavigableSet<Long> heights) {
    var newestFirst = heights.descendingSet().stream().map(EmissionsJson::nonce).toList();
    return CosmosJson.object("nonces", CosmosJson.object("nonces", newestFirst));
  }
}
