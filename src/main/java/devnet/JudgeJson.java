package devnet;

import java.util.List;
import java.util.Map;

/** The judge's record for programs that are not Java. */
final class JudgeJson {
  private JudgeJson() {}

  static Map<String, Object> of(Judge judge) {
    List<Map<String, Object>> topics =
        judge.topics().stream()
            .map(
                it ->
                    Json.of(
                        "topic_id",
                        it,
                        "accepted",
                        judge.accepted(it),
                        "attempts",
                        judge.attempts(it),
                        "doubles",
                        judge.doubles(it),
                        "nonces",
                        judge.nonces(it).stream().map(JudgeJson::nonce).toList()))
            .toList();
    return Json.of("topics", topics);
  }

  private static Map<String, Object> nonce(Judge.NonceRecord nonce) {
    return Json.of(
        "nonce",
        nonce.nonce(),
        "opened_at",
        nonce.openedAt().toString(),
        "closed",
        nonce.closed(),
        "kept",
        nonce.kept(),
        "attempts",
        nonce.attempts().stream().map(JudgeJson::attempt).toList());
  }

  private static Map<String, Object> attempt(Judge.Attempt attempt) {
    return Json.of(
        "worker",
        attempt.worker(),
        "value",
        attempt.value(),
        "hash",
        attempt.hash(),
        "height",
        attempt.height(),
        "at",
        attempt.at().toString(),
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
