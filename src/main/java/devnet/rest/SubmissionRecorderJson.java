package devnet.rest;

import devnet.ledger.SubmissionRecorder;
import devnet.server.DevnetJson;
import java.util.List;
import java.util.Map;

/** The judge's record for programs that are not Java. */
final class SubmissionRecorderJson {
  private SubmissionRecorderJson() {}

  static Map<String, Object> toJson(SubmissionRecorder recorder) {
    List<DevnetJson> topics =
        recorder.topicIds().stream()
            .map(
                it ->
                    DevnetJson.object("topic_id", it)
                        .with("accepted", recorder.acceptedCount(it))
                        .with("attempts", recorder.includedCount(it))
                        .with("duplicates", recorder.duplicateCount(it))
                        .with(
                            "nonces",
                            recorder.nonceRecords(it).stream()
                                .map(SubmissionRecorderJson::nonce)
                                .toList()))
            .toList();
    return DevnetJson.object("topics", topics);
  }

  private static Map<String, Object> nonce(SubmissionRecorder.NonceRecord nonce) {
    return DevnetJson.object("nonce", nonce.nonce())
        .with("opened_at", nonce.openedAt().toString())
        .with("closed", nonce.closed())
        .with("kept", nonce.storedWorkers())
        .with(
            "attempts",
            nonce.includedPayloads().stream().map(SubmissionRecorderJson::attempt).toList());
  }

  private static Map<String, Object> attempt(SubmissionRecorder.IncludedPayload attempt) {
    return DevnetJson.object("worker", attempt.worker())
        .with("value", attempt.value())
        .with("hash", attempt.txHash())
        .with("height", attempt.blockHeight())
        .with("at", attempt.blockTime().toString())
        .with("codespace", attempt.codespace())
        .with("code", attempt.code())
        .with("log", attempt.log())
        .with("fee", attempt.fee().toString())
        .with("stored", attempt.stored());
  }
}
