package devnet.rest;

import devnet.api.DevnetJson;
import devnet.ledger.SubmissionRecorder;
import java.util.List;
import java.util.Map;

/** The judge's record for programs that are not Java. */
final class SubmissionRecorderJson {
  private SubmissionRecorderJson() {}

  static Map<String, Object> toJson(SubmissionRecorder recorder) {
    List<Map<String, Object>> topics =
        recorder.topicIds().stream()
            .map(
                it ->
                    DevnetJson.object(
                        "topic_id",
                        it,
                        "accepted",
                        recorder.acceptedCount(it),
                        "attempts",
                        recorder.includedCount(it),
                        "duplicates",
                        recorder.duplicateCount(it),
                        "nonces",
                        recorder.nonceRecords(it).stream()
                            .map(SubmissionRecorderJson::nonce)
                            .toList()))
            .toList();
    return DevnetJson.object("topics", topics);
  }

  private static Map<String, Object> nonce(SubmissionRecorder.NonceRecord nonce) {
    return DevnetJson.object(
        "nonce",
        nonce.nonce(),
        "opened_at",
        nonce.openedAt().toString(),
        "closed",
        nonce.closed(),
        "kept",
        nonce.storedWorkers(),
        "attempts",
        nonce.includedPayloads().stream().map(SubmissionRecorderJson::attempt).toList());
  }

  private static Map<String, Object> attempt(SubmissionRecorder.IncludedPayload attempt) {
    return DevnetJson.object(
        "worker",
        attempt.worker(),
        "value",
        attempt.value(),
        "hash",
        attempt.txHash(),
        "height",
        attempt.blockHeight(),
        "at",
        attempt.blockTime().toString(),
        "codespace",
        attempt.codespace(),
        "code",
        attempt.code(),
        "log",
        attempt.log(),
        "fee",
        attempt.fee().toString(),
        "stored",
        attempt.stored());
  }
}
