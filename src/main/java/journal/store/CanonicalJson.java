package journal.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Attempt;
import domain.FailureReason;
import domain.WindowKey;
import domain.market.DataOrigin;
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
import journal.entry.AttemptRecord;
import journal.entry.Entry;

/**
 * The one text of an entry that the chronicle hashes. Signed bytes stand in it by their hash, and a
 * passing reason of an unfinished entry is left out, since it may change without a transition; it
 * has a hash of its own in the row.
 */
public final class CanonicalJson {
  public static final ObjectMapper JSON = new ObjectMapper();

  private CanonicalJson() {}

  public static String entryText(Entry e) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("chain", e.key().chainId());
    map.put("topic", e.key().topic());
    map.put("nonce", e.key().nonce());
    map.put("worker", e.key().worker());
    map.put("lastHeight", e.window().lastHeight());
    map.put("openedAt", toMillisText(e.window().openedAt()));
    map.put("closesAt", toMillisText(e.window().closesAt()));
    map.put("state", e.state().label());
    map.put("reason", e.state().isClosed() && e.reason() != null ? e.reason().name() : null);
    map.put("why", e.state().isClosed() ? e.reasonDetail() : null);
    map.put("value", e.value());
    putProvenance(map, e);
    map.put("attempts", e.attempts().stream().map(CanonicalJson::attemptFields).toList());
    map.put("sentAt", toMillisText(e.sentAt()));
    map.put("endpoint", e.endpoint());
    map.put("settledHeight", e.settledHeight());
    putScore(map, e);
    return toJson(map);
  }

  /** Hash of the latest reason, which may change without a transition. */
  public static String reasonHash(WindowKey key, FailureReason reason, String why) {
    return hashLines(key.chainId(), key.topic(), key.nonce(), key.worker(), reason, why);
  }

  private static void putProvenance(Map<String, Object> map, Entry e) {
    if (e.provenance() != null) {
      map.put("source", e.provenance().origin().source());
      map.put("simulated", e.provenance().origin() instanceof DataOrigin.SimulatedMarket);
      map.put("newestCandle", toMillisText(e.provenance().newestCandle()));
      map.put("rows", e.provenance().rows());
      map.put("inputHash", e.provenance().inputHash());
      map.put("artifactHash", e.provenance().artifactHash());
      map.put("codeVersion", e.provenance().codeVersion());
      map.put("known", e.provenance().knownReturn());
    }
  }

  private static List<Object> attemptFields(AttemptRecord t) {
    Attempt a = t.attempt();
    return Arrays.asList(
        a.number(),
        a.hash(),
        a.sequence(),
        a.gasLimit(),
        a.fee().toString(),
        a.timeoutHeight(),
        t.status().label(),
        t.cause());
  }

  private static void putScore(Map<String, Object> map, Entry e) {
    if (e.score() != null) {
      map.put("truth", e.score().truth());
      map.put("error", e.score().error());
      map.put("naiveError", e.score().naiveError());
      map.put("scoredAt", toMillisText(e.score().at()));
    }
  }

  private static String toMillisText(Instant at) {
    return at == null ? null : at.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  public static String toJson(Object tree) {
    try {
      return JSON.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("an entry of plain values must have a JSON form", e);
    }
  }

  /** Lower-case hex SHA-256 of the parts, one a line. */
  static String hashLines(Object... parts) {
    StringBuilder text = new StringBuilder();
    for (Object part : parts) {
      text.append(part).append('\n');
    }
    return HexFormat.of().formatHex(sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  public static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
