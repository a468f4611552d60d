package chain.tx;

import chain.wire.AuthInfo;
import chain.wire.Fee;
import chain.wire.ModeInfo;
import chain.wire.PubKey;
import chain.wire.SignDoc;
import chain.wire.SignerInfo;
import chain.wire.TxBody;
import chain.wire.TxRaw;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import wallet.Wallet;

/**
 * A transaction in the making, for one signer in SIGN_MODE_DIRECT. Body and auth info are
 * serialised once: what is signed and what is sent are the same bytes.
 */
record SignDirect(ByteString body, ByteString authInfo, String chainId, long accountNumber) {
  private static final String KEY_TYPE = "/cosmos.crypto.secp256k1.PubKey";
  private static final int MODE_DIRECT = 1;

  static SignDirect of(Any message, Fee fee, TxContext context, Wallet wallet) {
    TxBody body =
        TxBody.newBuilder()
            .addMessages(message)
            .setMemo(context.memo())
            .setTimeoutHeight(context.timeoutHeight())
            .build();
    AuthInfo authInfo =
        AuthInfo.newBuilder().addSignerInfos(signerInfo(context, wallet)).setFee(fee).build();
    return new SignDirect(
        body.toByteString(), authInfo.toByteString(), context.chainId(), context.accountNumber());
  }

  SignedTx sign(Wallet wallet) {
    return SignedTx.fromTxRaw(txRawBytes(wallet.sign(signDoc())));
  }

  /** The form simulation takes: one signature, empty. */
  byte[] withEmptySignature() {
    return txRawBytes(new byte[0]);
  }

  byte[] signDoc() {
    return SignDoc.newBuilder()
        .setBodyBytes(body)
        .setAuthInfoBytes(authInfo)
        .setChainId(chainId)
        .setAccountNumber(accountNumber)
        .build()
        .toByteArray();
  }

  private byte[] txRawBytes(byte[] signature) {
    return TxRaw.newBuilder()
        .setBodyBytes(body)
        .setAuthInfoBytes(authInfo)
        .addSignatures(ByteString.copyFrom(signature))
        .build()
        .toByteArray();
  }

  private static SignerInfo signerInfo(TxContext context, Wallet wallet) {
    PubKey key = PubKey.newBuilder().setKey(ByteString.copyFrom(wallet.publicKey())).build();
    ModeInfo.Single direct = ModeInfo.Single.newBuilder().setMode(MODE_DIRECT).build();
    return SignerInfo.newBuilder()
        .setPublicKey(Any.newBuilder().setTypeUrl(KEY_TYPE).setValue(key.toByteString()))
        .setModeInfo(ModeInfo.newBuilder().setSingle(direct))
        .setSequence(context.sequence())
        .build();
  }
}
