package journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Attempt;
import domain.Origin;
import domain.Reason;
import domain.WindowKey;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The one text of an entry that the chronicle hashes. Signed bytes stand in it by their hash, and a
 * passing reason of an unfinished entry is left out, since it may change without a transition; it
 * has a hash of its own in the row.
 */
final class Canon {
  static final ObjectMapper JSON = new ObjectMapper();

  private Canon() {}

  static String text(Entry e) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("chain", e.key().chainId());
    map.put("topic", e.key().topic());
    map.put("nonce", e.key().nonce());
    map.put("worker", e.key().worker());
    map.put("lastHeight", e.window().lastHeight());
    map.put("openedAt", instant(e.window().openedAt()));
    map.put("closesAt", instant(e.window().closesAt()));
    map.put("state", e.state().label());
    map.put("reason", e.state().closed() && e.reason() != null ? e.reason().name() : null);
    map.put("why", e.state().closed() ? e.why() : null);
    map.put("value", e.value());
    provenance(map, e);
    map.put("attempts", e.trials().stream().map(Canon::trial).toList());
    map.put("sentAt", instant(e.sentAt()));
    map.put("endpoint", e.endpoint());
    map.put("settledHeight", e.settledHeight());
    score(map, e);
    return json(map);
  }

  /** Hash of the latest reason, which may change without a transition. */
  static String note(WindowKey key, Reason reason, String why) {
    return hash(key.chainId(), key.topic(), key.nonce(), key.worker(), reason, why);
  }

  private static void provenance(Map<String, Object> map, Entry e) {
    if (e.provenance() != null) {
      map.put("source", e.provenance().origin().source());
      map.put("simulated", e.provenance().origin() instanceof Origin.Simulated);
      map.put("newestCandle", instant(e.provenance().newestCandle()));
      map.put("rows", e.provenance().rows());
      map.put("inputHash", e.provenance().inputHash());
      map.put("artifactHash", e.provenance().artifactHash());
      map.put("codeVersion", e.provenance().codeVersion());
      map.put("known", e.provenance().known());
    }
  }

  private static List<Object> trial(Trial t) {
    Attempt a = t.attempt();
    return Arrays.asList(
        a.number(),
        a.hash(),
        a.sequence(),
        a.gasLimit(),
        a.fee().toString(),
        a.timeoutHeight(),
        t.fate().label(),
        t.cause());
  }

  private static void score(Map<String, Object> map, Entry e) {
    if (e.score() != null) {
      map.put("truth", e.score().truth());
      map.put("error", e.score().error());
      map.put("naiveError", e.score().naiveError());
      map.put("scoredAt", instant(e.score().at()));
    }
  }

  private static String instant(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String json(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry of plain values must have a JSON form", e);
    }
  }

  /** Lower-case hex SHA-256 of the parts, one a line. */
  static String hash(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append('\n');
    }
    return HexFormat.of().formatHex(sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
