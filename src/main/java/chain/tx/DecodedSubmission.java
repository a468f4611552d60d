package chain.tx;

import chain.message.ReputerBundle;
import chain.message.WorkerBundle;
import chain.wire.AuthInfo;
import chain.wire.Coin;
import chain.wire.InferenceForecastBundle;
import chain.wire.InsertReputerPayloadRequest;
import chain.wire.InsertWorkerPayloadRequest;
import chain.wire.PubKey;
import chain.wire.ReputerValueBundle;
import chain.wire.SignDoc;
import chain.wire.TxBody;
import chain.wire.TxRaw;
import chain.wire.WorkerDataBundle;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import domain.Role;
import domain.WindowKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import wallet.Bech32Address;
import wallet.Wallet.Secp256k1Signer;

/** A signed submission read back from its bytes, a worker's or a reputer's. */
public final class DecodedSubmission {
  private final TxRaw raw;
  private final TxBody body;
  private final AuthInfo auth;
  private final Payload payload;
  private final byte[] publicKey;

  /**
   * What the message says of itself.
   *
   * @param key without a chain; of no topic where its parts contradict each other
   * @param text as a claim fixes it
   * @param signed what the inner signature covers
   */
  private record Payload(
      WindowKey key, String text, MessageLite signed, byte[] signature, String publicKey) {
    private static final WindowKey CONTRADICTION = new WindowKey("", -1, -1, "");

    static Payload parse(Any message) throws InvalidProtocolBufferException {
      String url = message.getTypeUrl();
      if (url.endsWith(".InsertWorkerPayloadRequest")) {
        return ofWorker(
            InsertWorkerPayloadRequest.parseFrom(message.getValue()).getWorkerDataBundle());
      }
      if (url.endsWith(".InsertReputerPayloadRequest")) {
        return ofReputer(
            InsertReputerPayloadRequest.parseFrom(message.getValue()).getReputerValueBundle());
      }
      throw new IllegalArgumentException("it holds " + url);
    }

    private static Payload ofWorker(WorkerDataBundle bundle) {
      InferenceForecastBundle said = bundle.getInferenceForecastsBundle();
      WindowKey key =
          new WindowKey(
              "", bundle.getTopicId(), bundle.getNonce().getBlockHeight(), bundle.getWorker());
      boolean consistent = WorkerBundle.ofValue(key, WorkerBundle.toValue(said)).equals(said);
      return new Payload(
          consistent ? key : CONTRADICTION,
          WorkerBundle.toValue(said).toText(),
          said,
          bundle.getInferencesForecastsBundleSignature().toByteArray(),
          bundle.getPubkey());
    }

    private static Payload ofReputer(ReputerValueBundle bundle) {
      chain.wire.ValueBundle said = bundle.getValueBundle();
      long nonce = said.getReputerRequestNonce().getReputerNonce().getBlockHeight();
      WindowKey key = new WindowKey("", said.getTopicId(), nonce, said.getReputer(), Role.REPUTER);
      boolean consistent = ReputerBundle.ofLosses(key, ReputerBundle.toLosses(said)).equals(said);
      return new Payload(
          consistent ? key : CONTRADICTION,
          ReputerBundle.toLosses(said).toText(),
          said,
          bundle.getSignature().toByteArray(),
          bundle.getPubkey());
    }
  }

  private DecodedSubmission(TxRaw raw) throws InvalidProtocolBufferException {
    this.raw = raw;
    body = TxBody.parseFrom(raw.getBodyBytes());
    auth = AuthInfo.parseFrom(raw.getAuthInfoBytes());
    if (body.getMessagesCount() != 1
        || auth.getSignerInfosCount() != 1
        || raw.getSignaturesCount() != 1
        || auth.getFee().getAmountCount() > 1) {
      throw new IllegalArgumentException("more or less than one message, signer or coin");
    }
    payload = Payload.parse(body.getMessages(0));
    publicKey =
        PubKey.parseFrom(auth.getSignerInfos(0).getPublicKey().getValue()).getKey().toByteArray();
  }

  /**
   * @throws IllegalArgumentException if they are not the bytes of one submission
   */
  public static DecodedSubmission fromBase64(String txBytes) {
    try {
      return new DecodedSubmission(TxRaw.parseFrom(Base64.getDecoder().decode(txBytes)));
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("no transaction", e);
    }
  }

  public long topic() {
    return payload.key().topic();
  }

  public long nonce() {
    return payload.key().nonce();
  }

  public String worker() {
    return payload.key().worker();
  }

  public Role role() {
    return payload.key().role();
  }

  public String value() {
    return payload.text();
  }

  public long sequence() {
    return auth.getSignerInfos(0).getSequence();
  }

  public long gasLimit() {
    return auth.getFee().getGasLimit();
  }

  /** In uallo. */
  public BigInteger fee() {
    return auth.getFee().getAmountList().stream()
        .map(Coin::getAmount)
        .map(BigInteger::new)
        .findFirst()
        .orElse(BigInteger.ZERO);
  }

  public long timeoutHeight() {
    return body.getTimeoutHeight();
  }

  /** Whether bundle and transaction name one key, and the address is made from it. */
  public boolean isKeyOf(String address) {
    return payload.publicKey().equals(HexFormat.of().formatHex(publicKey))
        && Bech32Address.fromPublicKey(publicKey).equals(address);
  }

  public boolean bundleSignatureVerifies() {
    return Secp256k1Signer.verify(publicKey, payload.signed().toByteArray(), payload.signature());
  }

  /**
   * @param accountNumber of the worker's account: the signature covers it, the bytes do not hold it
   */
  public boolean txSignatureVerifies(String chainId, long accountNumber) {
    SignDoc signed =
        SignDoc.newBuilder()
            .setBodyBytes(raw.getBodyBytes())
            .setAuthInfoBytes(raw.getAuthInfoBytes())
            .setChainId(chainId)
            .setAccountNumber(accountNumber)
            .build();
    return Secp256k1Signer.verify(
        publicKey, signed.toByteArray(), raw.getSignatures(0).toByteArray());
  }
}
