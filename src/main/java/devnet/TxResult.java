package devnet;

import java.time.Instant;
import java.util.List;

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
}
