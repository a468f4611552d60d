package devnet.block;

import com.google.protobuf.ByteString;
import com.google.protobuf.BytesValue;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Int64Value;
import com.google.protobuf.Message;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import devnet.proto.BlockId;
import devnet.proto.NodeHeader;
import devnet.tx.ChainEvent;
import devnet.tx.DecodedTx;
import fr.acinq.bitcoin.Crypto;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A committed block: its transactions in order, and the events of the end of the block. */
public record ChainBlock(
    String chainId,
    byte[] previousHash,
    long height,
    Instant time,
    List<DeliveredTx> results,
    List<ChainEvent> endEvents) {
  /** Result of an included transaction. Code 0 does not mean that the inference was stored. */
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

    /** Values by {@code type.key} of the events, with the hash and height, for event queries. */
    public Map<String, List<String>> eventValuesByKey() {
      Map<String, List<String>> keyed = ChainEvent.valuesByKey(events);
      keyed.put("tx.hash", List.of(txHash()));
      keyed.put("tx.height", List.of(Long.toString(height)));
      return keyed;
    }
  }

  public ChainBlock {
    results = List.copyOf(results);
    endEvents = List.copyOf(endEvents);
  }

  /** The header's Merkle root, as CometBFT computes it. */
  public byte[] hash() {
    NodeHeader header = header();
    List<byte[]> leaves = new ArrayList<>();
    for (FieldDescriptor field : header.getDescriptorForType().getFields()) {
      leaves.add(encodeAlone(header.getField(field)).toByteArray());
    }
    return merkleRoot(leaves);
  }

  private static Message encodeAlone(Object value) {
    if (value instanceof Message message) {
      return message;
    }
    if (value instanceof ByteString bytes) {
      return BytesValue.of(bytes);
    }
    return value instanceof Long number ? Int64Value.of(number) : StringValue.of((String) value);
  }

  public NodeHeader header() {
    ByteString ofChain = sha256(chainId);
    ByteString ofBlock = sha256(chainId + "/" + height);
    return NodeHeader.newBuilder()
        .setVersion(NodeHeader.Version.newBuilder().setBlock(11))
        .setChainId(chainId)
        .setHeight(height)
        .setTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
        .setLastBlockId(blockId(previousHash))
        .setLastCommitHash(ByteString.copyFrom(Crypto.sha256(previousHash)))
        .setDataHash(ByteString.copyFrom(dataHash()))
        .setValidatorsHash(ofChain)
        .setNextValidatorsHash(ofChain)
        .setConsensusHash(ofChain)
        .setAppHash(ofBlock)
        .setLastResultsHash(ofBlock)
        .setEvidenceHash(ByteString.copyFrom(merkleRoot(List.of())))
        .setProposerAddress(ofChain.substring(0, 20))
        .build();
  }

  /** The block ID of this hash; its part set always has one part. */
  public static BlockId blockId(byte[] hash) {
    ByteString parts = ByteString.copyFrom(Crypto.sha256(hash));
    return BlockId.newBuilder()
        .setHash(ByteString.copyFrom(hash))
        .setPartSetHeader(BlockId.Parts.newBuilder().setTotal(1).setHash(parts))
        .build();
  }

  private byte[] dataHash() {
    return merkleRoot(results.stream().map(it -> Crypto.sha256(it.tx().bytes())).toList());
  }

  /** The root over no leaves is the hash of no bytes, as in CometBFT. */
  private static byte[] merkleRoot(List<byte[]> leaves) {
    if (leaves.size() < 2) {
      return Crypto.sha256(leaves.isEmpty() ? new byte[0] : join(0, leaves.get(0), new byte[0]));
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return Crypto.sha256(
        join(
            1,
            merkleRoot(leaves.subList(0, left)),
            merkleRoot(leaves.subList(left, leaves.size()))));
  }

  private static byte[] join(int prefix, byte[] first, byte[] second) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(prefix);
    bytes.writeBytes(first);
    bytes.writeBytes(second);
    return bytes.toByteArray();
  }

  private static ByteString sha256(String text) {
    return ByteString.copyFrom(Crypto.sha256(text.getBytes(StandardCharsets.UTF_8)));
  }

  /**
   * A placeholder for the only validator's signature over the previous block; nothing verifies it.
   */
  public byte[] commitSignature() {
    return Arrays.copyOf(join(0, Crypto.sha256(previousHash), Crypto.sha256(previousHash)), 64);
  }

  public String hashHex() {
    return HexFormat.of().withUpperCase().formatHex(hash());
  }
}
