package devnet;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a block made of a transaction; code 0 alone says nothing about a stored inference. */
record TxResult(
    Tx tx,
    long height,
    Instant time,
    String codespace,
    int code,
    String log,
    long gasUsed,
    List<Event> events) {
  TxResult {
    events = List.copyOf(events);
  }

  String hash() {
    return tx.hash();
  }

  /** Values of its events, its hash and its height, for queries to look at. */
  Map<String, List<String>> keyed() {
    Map<String, List<String>> keyed = Event.keyed(events);
    keyed.put("tx.hash", List.of(hash()));
    keyed.put("tx.height", List.of(Long.toString(height)));
    return keyed;
  }
}
