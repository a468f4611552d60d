package devnet.block;

import devnet.ledger.ChainEvent;
import devnet.tx.DeliveredTx;
import fr.acinq.bitcoin.Crypto;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** A committed block: transactions in order, and what the end of the block announced. */
public record ChainBlock(
    String chainId,
    byte[] previousHash,
    long height,
    Instant time,
    List<DeliveredTx> results,
    List<ChainEvent> endEvents) {
  public ChainBlock {
    results = List.copyOf(results);
    endEvents = List.copyOf(endEvents);
  }

  public byte[] hash() {
    String identity = chainId + HexFormat.of().formatHex(previousHash) + "/" + height + "/" + time;
    return Crypto.sha256(identity.getBytes(StandardCharsets.UTF_8));
  }

  /** Of no transaction it is the hash of nothing, as on a real node. */
  public byte[] dataHash() {
    ByteArrayOutputStream hashes = new ByteArrayOutputStream();
    results.forEach(it -> hashes.writeBytes(Crypto.sha256(it.tx().bytes())));
    return Crypto.sha256(hashes.toByteArray());
  }

  /** Of the one validator over the block before; nobody verifies it. */
  public byte[] commitSignature() {
    byte[] half = Crypto.sha256(previousHash);
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(half);
    both.writeBytes(hash());
    return both.toByteArray();
  }

  public String hashHex() {
    return HexFormat.of().withUpperCase().formatHex(hash());
  }
}
