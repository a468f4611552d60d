package devnet.tx;

import devnet.ledger.ChainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What a block made of a transaction; code 0 alone says nothing about a stored inference. */
public record DeliveredTx(
    DecodedTx tx,
    long height,
    Instant time,
    String codespace,
    int code,
    String log,
    long gasUsed,
    List<ChainEvent> events) {
  public DeliveredTx {
    events = List.copyOf(events);
  }

  public String txHash() {
    return tx.hash();
  }

  /** Values of its events, its hash and its height, for queries to look at. */
  public Map<String, List<String>> eventValuesByKey() {
    Map<String, List<String>> keyed = ChainEvent.valuesByKey(events);
    keyed.put("tx.hash", List.of(txHash()));
    keyed.put("tx.height", List.of(Long.toString(height)));
    return keyed;
  }
}
