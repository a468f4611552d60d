package devnet.rest;

import devnet.api.DevnetJson;
import devnet.ledger.LedgerInference;
import devnet.wire.Inference;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Inferences in the gateway's shape. */
final class InferenceJson {
  private InferenceJson() {}

  /**
   * @param labelled whether the labelled values are shown, as v10's input inferences do
   */
  static Map<String, Object> inference(Inference inference, boolean labelled) {
    Map<String, Object> fields =
        DevnetJson.object(
            "topic_id",
            DevnetJson.int64(inference.getTopicId()),
            "block_height",
            DevnetJson.int64(inference.getBlockHeight()),
            "inferer",
            inference.getInferer(),
            "value",
            inference.getValue(),
            "extra_data",
            extraData(inference),
            "proof",
            inference.getProof());
    if (labelled) {
      fields.put(
          "values",
          inference.getValuesList().stream()
              .map(it -> DevnetJson.object("label", it.getLabel(), "value", it.getValue()))
              .toList());
    }
    return fields;
  }

  private static Object extraData(Inference inference) {
    return inference.getExtraData().isEmpty()
        ? null
        : Base64.getEncoder().encodeToString(inference.getExtraData().toByteArray());
  }

  static Map<String, Object> inferenceList(Collection<LedgerInference> entries) {
    return DevnetJson.object(
        "inferences", entries.stream().map(it -> inference(it.inference(), false)).toList());
  }

  static Map<String, Object> nonce(long height) {
    return DevnetJson.object("block_height", DevnetJson.int64(height));
  }

  /** Newest first. */
  static Map<String, Object> nonces(Collection<Long> heights) {
    List<Map<String, Object>> newestFirst =
        heights.stream()
            .sorted(java.util.Comparator.reverseOrder())
            .map(InferenceJson::nonce)
            .toList();
    return DevnetJson.object("nonces", DevnetJson.object("nonces", newestFirst));
  }
}
