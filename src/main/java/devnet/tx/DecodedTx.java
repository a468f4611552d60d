package devnet.tx;

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
public record DecodedTx(
    byte[] bytes,
    String hash,
    TxRaw raw,
    TxBody body,
    AuthInfo authInfo,
    List<EmissionsMessage> messages) {
  public Fee fee() {
    return authInfo.getFee();
  }

  public long gasLimit() {
    return fee().getGasLimit();
  }

  public SignerInfo signer() {
    return authInfo.getSignerInfos(0);
  }

  public String sender() {
    return messages.get(0).sender();
  }

  public long timeoutHeight() {
    return body.getTimeoutHeight();
  }

  byte[] signDocBytes(String chainId, long accountNumber) {
    return SignDoc.newBuilder()
        .setBodyBytes(raw.getBodyBytes())
        .setAuthInfoBytes(raw.getAuthInfoBytes())
        .setChainId(chainId)
        .setAccountNumber(accountNumber)
        .build()
        .toByteArray();
  }
}
