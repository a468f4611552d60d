package devnet;

import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.proto.AuthInfo;
import devnet.proto.Coin;
import devnet.proto.Fee;
import devnet.proto.Inference;
import devnet.proto.InferenceForecastBundle;
import devnet.proto.InsertWorkerPayloadRequest;
import devnet.proto.ModeInfo;
import devnet.proto.MsgSend;
import devnet.proto.Nonce;
import devnet.proto.RegisterRequest;
import devnet.proto.Secp256k1PubKey;
import devnet.proto.SignDoc;
import devnet.proto.SignMode;
import devnet.proto.SignerInfo;
import devnet.proto.TxBody;
import devnet.proto.TxRaw;
import devnet.proto.WorkerDataBundle;
import fr.acinq.bitcoin.Crypto;
import fr.acinq.bitcoin.PrivateKey;
import java.util.HexFormat;

/** Signs what a worker would, with everything open to change; one throw-away key per number. */
public final class DevnetTestWallet {
  final PrivateKey key;
  public final String address;
  public DevnetEmissionsVersion emissions = DevnetEmissionsVersion.V10;
  public String chainId = "dromedary-devnet-1";
  public long account = 1;
  public long sequence;
  public long gas = 300_000;
  public long fee = 3_000_000;
  public String denom = "uallo";
  public String memo = "";
  public long timeout;
  String sender;
  String pubkey;

  public DevnetTestWallet(int number) {
    byte[] secret = new byte[32];
    secret[31] = (byte) number;
    key = new PrivateKey(secret);
    address = DevnetCrypto.addressOfKey(publicKey());
    sender = address;
    pubkey = HexFormat.of().formatHex(publicKey());
  }

  byte[] publicKey() {
    return key.publicKey().value.toByteArray();
  }

  public static Inference inference(String worker, long topic, long nonce, String value) {
    return Inference.newBuilder()
        .setTopicId(topic)
        .setBlockHeight(nonce)
        .setInferer(worker)
        .setValue(value)
        .build();
  }

  public byte[] payload(long topic, long nonce, String value) {
    return payload(inference(address, topic, nonce, value));
  }

  byte[] payload(Inference inference) {
    var inner = InferenceForecastBundle.newBuilder().setInference(inference).build();
    return payload(inner, sign(inner.toByteArray()));
  }

  public byte[] payload(InferenceForecastBundle inner, byte[] signature) {
    var bundle =
        WorkerDataBundle.newBuilder()
            .setWorker(address)
            .setNonce(Nonce.newBuilder().setBlockHeight(inner.getInference().getBlockHeight()))
            .setTopicId(inner.getInference().getTopicId())
            .setInferenceForecastsBundle(inner)
            .setInferencesForecastsBundleSignature(ByteString.copyFrom(signature))
            .setPubkey(pubkey);
    return tx(
        "InsertWorkerPayloadRequest",
        InsertWorkerPayloadRequest.newBuilder()
            .setSender(sender)
            .setWorkerDataBundle(bundle)
            .build());
  }

  public byte[] registration(long topic) {
    return tx(
        "RegisterRequest",
        RegisterRequest.newBuilder().setSender(sender).setOwner(sender).setTopicId(topic).build());
  }

  byte[] transfer(String to, long uallo) {
    var coin = Coin.newBuilder().setDenom("uallo").setAmount(Long.toString(uallo));
    return tx(
        "/cosmos.bank.v1beta1.MsgSend",
        MsgSend.newBuilder().setFromAddress(sender).setToAddress(to).addAmount(coin).build());
  }

  byte[] tx(String type, Message message) {
    String url = type.startsWith("/") ? type : emissions.typeUrl(type);
    Any any = Any.newBuilder().setTypeUrl(url).setValue(message.toByteString()).build();
    ByteString body =
        TxBody.newBuilder()
            .addMessages(any)
            .setMemo(memo)
            .setTimeoutHeight(timeout)
            .build()
            .toByteString();
    ByteString auth = auth().toByteString();
    SignDoc doc =
        SignDoc.newBuilder()
            .setBodyBytes(body)
            .setAuthInfoBytes(auth)
            .setChainId(chainId)
            .setAccountNumber(account)
            .build();
    return TxRaw.newBuilder()
        .setBodyBytes(body)
        .setAuthInfoBytes(auth)
        .addSignatures(ByteString.copyFrom(sign(doc.toByteArray())))
        .build()
        .toByteArray();
  }

  private AuthInfo auth() {
    var publicKey = Secp256k1PubKey.newBuilder().setKey(ByteString.copyFrom(publicKey())).build();
    var single = ModeInfo.Single.newBuilder().setMode(SignMode.SIGN_MODE_DIRECT);
    var signer =
        SignerInfo.newBuilder()
            .setPublicKey(
                Any.newBuilder()
                    .setTypeUrl("/cosmos.crypto.secp256k1.PubKey")
                    .setValue(publicKey.toByteString()))
            .setModeInfo(ModeInfo.newBuilder().setSingle(single))
            .setSequence(sequence);
    var paid = Fee.newBuilder().setGasLimit(gas);
    if (fee > 0) {
      paid.addAmount(Coin.newBuilder().setDenom(denom).setAmount(Long.toString(fee)));
    }
    return AuthInfo.newBuilder().addSignerInfos(signer).setFee(paid).build();
  }

  public byte[] sign(byte[] message) {
    return Crypto.sign(Crypto.sha256(message), key).toByteArray();
  }
}
