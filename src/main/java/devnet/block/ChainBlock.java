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
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

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

  private static final ByteString LEAF = ByteString.copyFrom(new byte[] {0});
  private static final ByteString INNER_NODE = ByteString.copyFrom(new byte[] {1});
  private static final int MOST_KNOWN_HASHES = 1_000;
  private static final Map<ByteString, ByteString> KNOWN_HASHES = new ConcurrentHashMap<>();

  public ChainBlock {
    results = List.copyOf(results);
    endEvents = List.copyOf(endEvents);
  }

  /** The header's Merkle root, as CometBFT computes it. */
  public byte[] hash() {
    NodeHeader header = header();
    List<ByteString> leaves = new ArrayList<>();
    for (FieldDescriptor field : header.getDescriptorForType().getFields()) {
      leaves.add(encodeAlone(header.getField(field)).toByteString());
    }
    return merkleRoot(leaves).toByteArray();
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
    ByteString ofPrevious = sha256(ByteString.copyFrom(previousHash));
    return NodeHeader.newBuilder()
        .setVersion(NodeHeader.Version.newBuilder().setBlock(11))
        .setChainId(chainId)
        .setHeight(height)
        .setTime(Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()))
        .setLastBlockId(blockId(previousHash))
        .setLastCommitHash(ofPrevious)
        .setDataHash(dataHash())
        .setValidatorsHash(ofChain)
        .setNextValidatorsHash(ofChain)
        .setConsensusHash(ofChain)
        .setAppHash(ofBlock)
        .setLastResultsHash(ofBlock)
        .setEvidenceHash(merkleRoot(List.of()))
        .setProposerAddress(ofChain.substring(0, 20))
        .build();
  }

  /** The block ID of this hash; its part set always has one part. */
  public static BlockId blockId(byte[] hash) {
    ByteString whole = ByteString.copyFrom(hash);
    return BlockId.newBuilder()
        .setHash(whole)
        .setPartSetHeader(BlockId.Parts.newBuilder().setTotal(1).setHash(sha256(whole)))
        .build();
  }

  private ByteString dataHash() {
    return merkleRoot(
        results.stream().map(it -> ByteString.copyFrom(Crypto.sha256(it.tx().bytes()))).toList());
  }

  /** The root over no leaves is the hash of no bytes, as in CometBFT. */
  private static ByteString merkleRoot(List<ByteString> leaves) {
    if (leaves.size() < 2) {
      return sha256(leaves.isEmpty() ? ByteString.EMPTY : LEAF.concat(leaves.get(0)));
    }
    int left = Integer.highestOneBit(leaves.size() - 1);
    return sha256(
        INNER_NODE
            .concat(merkleRoot(leaves.subList(0, left)))
            .concat(merkleRoot(leaves.subList(left, leaves.size()))));
  }

  private static ByteString sha256(String text) {
    return sha256(ByteString.copyFromUtf8(text));
  }

  /** Most of a header is as in the block before, so what was hashed of late is not hashed again. */
  private static ByteString sha256(ByteString bytes) {
    if (KNOWN_HASHES.size() > MOST_KNOWN_HASHES) {
      KNOWN_HASHES.clear();
    }
    return KNOWN_HASHES.computeIfAbsent(
        bytes, it -> ByteString.copyFrom(Crypto.sha256(it.toByteArray())));
  }

  /**
   * A placeholder for the only validator's signature over the previous block; nothing verifies it.
   */
  public byte[] commitSignature() {
    ByteString half = sha256(ByteString.copyFrom(previousHash));
    return LEAF.concat(half).concat(half).substring(0, 64).toByteArray();
  }

  public String hashHex() {
    return HexFormat.of().withUpperCase().formatHex(hash());
  }
}
