package devnet.block;

import devnet.ledger.ChainEvent;
import devnet.tx.DeliveredTx;
import fr.acinq.bitcoin.Crypto;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A committed block: transactions in order, and what the end of the block announced. */
public record ChainBlock(
    String chainId,
    long height,
    Instant time,
    List<DeliveredTx> results,
    List<ChainEvent> endEvents) {
  public ChainBlock {
    results = List.copyOf(results);
    endEvents = List.copyOf(endEvents);
  }

  public byte[] hash() {
    String identity = chainId + "/" + height + "/" + time;
    return Crypto.sha256(identity.getBytes(StandardCharsets.UTF_8));
  }

  public String hashHex() {
    return HexFormat.of().withUpperCase().formatHex(hash());
  }
}
