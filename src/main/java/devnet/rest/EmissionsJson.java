package devnet.rest;

import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.GenesisTopic;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.LedgerTopic.LedgerInference;
import devnet.proto.Inference;
import devnet.server.DevnetJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/** Parameters, topics and window status in the shape of each generation. */
final class EmissionsJson {
  /** Field of an inference that carries them. */
  static final Set<String> LABELS_OF_V10 = Set.of("values");

  private EmissionsJson() {}

  static Map<String, Object> params(LedgerState state) {
    boolean modern = state.emissionsVersion.isAfterV5();
    Map<String, Object> answer =
        DevnetJson.fromTemplate(
            """
            {"params":{"version":"v2","max_serialized_msg_length":"%d","min_epoch_length":"12",
             "required_minimum_stake":"100000","max_unfulfilled_worker_requests":"100",
             "max_unfulfilled_reputer_requests":"100","max_top_inferers_to_reward":"%d",
             "max_top_forecasters_to_reward":"6","max_top_reputers_to_reward":"6",
             "create_topic_fee":"75","registration_fee":"%s","data_sending_fee":"%s",
             "max_elements_per_forecast":"12","max_active_topics_per_block":"5",
             "max_string_length":"255","blocks_per_month":"220235",%s%s%s}}\
            """,
            LedgerState.MAX_MESSAGE,
            state.activeSetLimit,
            state.registrationFee,
            LedgerState.DATA_SENDING_FEE,
            REWARDS,
            modern ? WHITELISTS : "",
            state.emissionsVersion == DevnetEmissionsVersion.V10 ? LABELS : "");
    return answer;
  }

  /** What rewards and gradients need; this network has neither. */
  private static final String REWARDS =
      """
      "min_topic_weight":"100","remove_stake_delay_window":"604800","beta_entropy":"0.25",
      "learning_rate":"0.05","max_gradient_threshold":"0.001","min_stake_fraction":"0.5",
      "topic_reward_stake_importance":"0.5","topic_reward_fee_revenue_importance":"0.5",
      "topic_reward_alpha":"0.5","task_reward_alpha":"0.1",
      "validators_vs_allora_percent_reward":"0.25","max_samples_to_scale_scores":"10",
      "gradient_descent_max_iters":"10","default_page_limit":"100","max_page_limit":"1000",
      "min_epoch_length_record_limit":"3","p_reward_inference":"1","p_reward_forecast":"3",
      "p_reward_reputer":"3","c_reward_inference":"0.75","c_reward_forecast":"0.75",
      "c_norm":"0.75","epsilon_reputer":"0.01","half_max_process_stake_removals_end_block":"40",
      "epsilon_safe_div":"0.0000001","initial_regret_quantile":"0.25","p_norm_safe_div":"8.25"\
      """;

  private static final String WHITELISTS =
      ",\"global_whitelist_enabled\":true,\"topic_creator_whitelist_enabled\":true,"
          + "\"global_worker_whitelist_enabled\":true,\"global_reputer_whitelist_enabled\":true,"
          + "\"max_whitelist_input_array_length\":\"2000\"";
  private static final String LABELS =
      ",\"max_canonical_label_byte_length\":\"128\",\"max_topic_label_whitelist_size\":\"100\","
          + "\"max_epoch_label_registry_size\":\"1000\"";

  static Map<String, Object> topic(LedgerTopic topic, DevnetEmissionsVersion version) {
    GenesisTopic options = topic.options;
    Map<String, Object> fields =
        DevnetJson.fromTemplate(
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
        DevnetJson.object("topic", fields)
            .with("weight", topic.funded ? "2784.1" : "0")
            .with("effective_revenue", topic.funded ? "616667" : "0");
    if (version.isAfterV5()) {
      answer.put("topic_stake", "1445000");
    }
    return answer;
  }

  private static Map<String, Object> labelFields(GenesisTopic options) {
    Map<String, Object> fields =
        DevnetJson.fromTemplate(
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
    return DevnetJson.fromTemplate(
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

  /** As the worker sent it; generations before v10 know no labels. */
  static DevnetJson sentInference(Inference inference, DevnetEmissionsVersion version) {
    return ProtobufJson.toJson(
        inference, version == DevnetEmissionsVersion.V10 ? Set.of() : LABELS_OF_V10);
  }

  /** Of a closed window, where v10 lists the value of every label and names none. */
  static DevnetJson inferenceList(
      Collection<LedgerInference> entries, LedgerTopic topic, DevnetEmissionsVersion version) {
    List<DevnetJson> list = new ArrayList<>();
    for (LedgerInference entry : entries) {
      DevnetJson json = sentInference(entry.inference(), version);
      if (version == DevnetEmissionsVersion.V10) {
        json.remove("value");
        json.put("values", topic.labels().stream().map(entry::valueOf).toList());
      }
      list.add(json);
    }
    return DevnetJson.object("inferences", list);
  }

  static DevnetJson nonce(long height) {
    return DevnetJson.object().int64("block_height", height);
  }

  /** Newest first. */
  static DevnetJson nonces(NavigableSet<Long> heights) {
    var newestFirst = heights.descendingSet().stream().map(EmissionsJson::nonce).toList();
    return DevnetJson.object("nonces", DevnetJson.object("nonces", newestFirst));
  }
}
