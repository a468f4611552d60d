package devnet;

import devnet.wire.AuthInfo;
import devnet.wire.Fee;
import devnet.wire.SignDoc;
import devnet.wire.SignerInfo;
import devnet.wire.TxBody;
import devnet.wire.TxRaw;
import java.util.List;

/**
 * A decoded transaction beside the very bytes it came in, over which it was signed.
 *
 * @param hash upper-case hex of their SHA-256
 */
record Tx(byte[] bytes, String hash, TxRaw raw, TxBody body, AuthInfo auth, List<Order> orders) {
  Fee fee() {
    return auth.getFee();
  }

  long gasLimit() {
    return fee().getGasLimit();
  }

  SignerInfo signer() {
    return auth.getSignerInfos(0);
  }

  String sender() {
    return orders.get(0).sender();
  }

  long timeoutHeight() {
    return body.getTimeoutHeight();
  }

  byte[] signDoc(String chainId, long accountNumber) {
    return SignDoc.newBuilder()
        .setBodyBytes(raw.getBodyBytes())
        .setAuthInfoBytes(raw.getAuthInfoBytes())
        .setChainId(chainId)
        .setAccountNumber(accountNumber)
        .build()
        .toByteArray();
  }
}
