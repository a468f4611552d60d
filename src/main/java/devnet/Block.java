package devnet;

import fr.acinq.bitcoin.Crypto;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A committed block: transactions in order, and what the end of the block announced. */
record Block(
    String chainId, long height, Instant time, List<TxResult> results, List<Event> endEvents) {
  Block {
    results = List.copyOf(results);
    endEvents = List.copyOf(endEvents);
  }

  byte[] hash() {
    String identity = chainId + "/" + height + "/" + time;
    return Crypto.sha256(identity.getBytes(StandardCharsets.UTF_8));
  }

  String hashHex() {
    return HexFormat.of().withUpperCase().formatHex(hash());
  }
}
