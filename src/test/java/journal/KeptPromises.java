package journal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import journal.InterleavedState.Chain;

/**
 * What must be true of a window whatever happened: one value, one transaction, no row that lies.
 */
final class KeptPromises {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Set<String> CLOSED =
      Set.of("accepted", "missed", "expired", "included_rejected");

  private static final Map<String, JsonNode> PARSED = new HashMap<>();

  private KeptPromises() {}

  static boolean isClosed(InterleavedState state) {
    return CLOSED.contains(rowState(state));
  }

  /** By the database's clock. */
  static boolean isHolder(InterleavedState state, String replica) {
    return InterleavedRows.isHeld(state.database())
        && rows(state).path("lease").path(0).path("holder").asText().equals(replica);
  }

  static Optional<String> findBroken(InterleavedState before, InterleavedState state) {
    String value = value(state);
    List<JsonNode> attempts =
        StreamSupport.stream(rows(state).path("attempt").spliterator(), false).toList();
    Chain chain = state.chain();
    if (!value(before).isEmpty() && !value(before).equals(value)) {
      return Optional.of("the value changed");
    }
    if (chain.offered().stream().anyMatch(it -> !it.endsWith(" " + value))) {
      return Optional.of("another value was sent");
    }
    if (chain.offered().stream().anyMatch(it -> attempts.stream().noneMatch(a -> isOf(a, it)))) {
      return Optional.of("a transaction was sent that no row knows");
    }
    if (chain.received().stream().filter(it -> !chain.dead().contains(it)).count() > 1) {
      return Optional.of("two transactions are live");
    }
    return findLie(rowState(state), attempts, chain);
  }

  private static Optional<String> findLie(String row, List<JsonNode> attempts, Chain chain) {
    boolean stored = !chain.included().isEmpty();
    if (row.equals("accepted") != stored && CLOSED.contains(row)) {
      return Optional.of("the row says " + row + ", the chain stores: " + chain.included());
    }
    boolean offered =
        attempts.stream()
            .filter(it -> it.path("status").asText().equals("live"))
            .allMatch(it -> chain.offered().contains(it.path("hash").asText()));
    return row.equals("sent") && !offered
        ? Optional.of("the row says sent, and its transaction never was")
        : Optional.empty();
  }

  private static boolean isOf(JsonNode attempt, String hash) {
    return attempt.path("hash").asText().equals(hash);
  }

  private static String rowState(InterleavedState state) {
    return rows(state).path("entry").path(0).path("state").asText();
  }

  private static String value(InterleavedState state) {
    return rows(state).path("claim").path(0).path("value").asText();
  }

  private static JsonNode rows(InterleavedState state) {
    return PARSED.computeIfAbsent(state.database(), KeptPromises::parse);
  }

  private static JsonNode parse(String rows) {
    try {
      return JSON.readTree(rows);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
