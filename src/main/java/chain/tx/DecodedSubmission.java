package chain.tx;

import chain.message.WorkerBundle;
import chain.wire.AuthInfo;
import chain.wire.Coin;
import chain.wire.InferenceForecastBundle;
import chain.wire.InsertWorkerPayloadRequest;
import chain.wire.PubKey;
import chain.wire.SignDoc;
import chain.wire.TxBody;
import chain.wire.TxRaw;
import chain.wire.WorkerDataBundle;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import domain.WindowKey;
import java.math.BigInteger;
import java.util.Base64;
import java.util.HexFormat;
import wallet.Bech32Address;
import wallet.Wallet.Secp256k1Signer;

/** A signed submission read back from its bytes. */
public final class DecodedSubmission {
  private static final String MESSAGE = ".InsertWorkerPayloadRequest";

  private final TxRaw raw;
  private final TxBody body;
  private final AuthInfo auth;
  private final WorkerDataBundle bundle;
  private final byte[] publicKey;

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
    Any message = body.getMessages(0);
    if (!message.getTypeUrl().endsWith(MESSAGE)) {
      throw new IllegalArgumentException("it holds " + message.getTypeUrl());
    }
    bundle = InsertWorkerPayloadRequest.parseFrom(message.getValue()).getWorkerDataBundle();
    ByteString key = auth.getSignerInfos(0).getPublicKey().getValue();
    publicKey = PubKey.parseFrom(key).getKey().toByteArray();
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
    return isConsistent() ? bundle.getTopicId() : -1;
  }

  public long nonce() {
    return isConsistent() ? bundle.getNonce().getBlockHeight() : -1;
  }

  public String worker() {
    return isConsistent() ? bundle.getWorker() : "";
  }

  /** The bundle and what is in it name the same window and worker, or nothing of either counts. */
  private boolean isConsistent() {
    InferenceForecastBundle said = bundle.getInferenceForecastsBundle();
    WindowKey key =
        new WindowKey(
            "", bundle.getTopicId(), bundle.getNonce().getBlockHeight(), bundle.getWorker());
    return WorkerBundle.ofValue(key, WorkerBundle.toValue(said)).equals(said);
  }

  public String value() {
    return WorkerBundle.toValue(bundle.getInferenceForecastsBundle()).toText();
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
    return bundle.getPubkey().equals(HexFormat.of().formatHex(publicKey))
        && Bech32Address.fromPublicKey(publicKey).equals(address);
  }

  public boolean bundleSignatureVerifies() {
    return Secp256k1Signer.verify(
        publicKey,
        bundle.getInferenceForecastsBundle().toByteArray(),
        bundle.getInferencesForecastsBundleSignature().toByteArray());
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
