package devnet;

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
        Json.of(
            "topic_id",
            Json.num(inference.getTopicId()),
            "block_height",
            Json.num(inference.getBlockHeight()),
            "inferer",
            inference.getInferer(),
            "value",
            inference.getValue(),
            "extra_data",
            extra(inference),
            "proof",
            inference.getProof());
    if (labelled) {
      fields.put(
          "values",
          inference.getValuesList().stream()
              .map(it -> Json.of("label", it.getLabel(), "value", it.getValue()))
              .toList());
    }
    return fields;
  }

  private static Object extra(Inference inference) {
    return inference.getExtraData().isEmpty()
        ? null
        : Base64.getEncoder().encodeToString(inference.getExtraData().toByteArray());
  }

  static Map<String, Object> list(Collection<Stored> entries) {
    return Json.of(
        "inferences", entries.stream().map(it -> inference(it.inference(), false)).toList());
  }

  static Map<String, Object> nonce(long height) {
    return Json.of("block_height", Json.num(height));
  }

  /** Newest first. */
  static Map<String, Object> nonces(Collection<Long> heights) {
    List<Map<String, Object>> newestFirst =
        heights.stream()
            .sorted(java.util.Comparator.reverseOrder())
            .map(InferenceJson::nonce)
            .toList();
    return Json.of("nonces", Json.of("nonces", newestFirst));
  }
}
