package devnet.tx;

import com.google.protobuf.Message;
import devnet.ledger.LedgerState;
import devnet.ledger.TxRejectedException;
import devnet.proto.AuthInfo;
import devnet.proto.Coin;
import devnet.proto.Fee;
import devnet.proto.MsgSend;
import devnet.proto.SignDoc;
import devnet.proto.SignerInfo;
import devnet.proto.TxBody;
import devnet.proto.TxRaw;
import java.math.BigInteger;
import java.util.List;

/**
 * A decoded transaction with the received bytes, because signatures are checked over those.
 *
 * @param hash upper-case hex of their SHA-256
 */
public record DecodedTx(
    byte[] bytes,
    String hash,
    TxRaw raw,
    TxBody body,
    AuthInfo authInfo,
    List<TxMessage> messages) {
  /**
   * One message in canonical form: decimal texts are as the chain writes them back.
   *
   * @param content a payload, an account's message or a transfer of coins
   */
  public record TxMessage(String typeUrl, Message content) {
    /** Address of the account that sends the message. */
    public String sender() {
      return content instanceof MsgSend send
          ? send.getFromAddress()
          : (String) content.getField(content.getDescriptorForType().findFieldByName("sender"));
    }
  }

  public Fee fee() {
    return authInfo.getFee();
  }

  /**
   * Fee in uallo, zero if the transaction names no coin.
   *
   * @throws TxRejectedException unless the fee is at most one coin of uallo, or if there is none
   *     and {@code required} is above zero
   */
  public BigInteger requireFeeAmount(BigInteger required) {
    List<Coin> coins = fee().getAmountList();
    if (coins.isEmpty() && required.signum() > 0) {
      throw new TxRejectedException("feemarket", 1, "no fee coin provided. Must provide one.");
    }
    if (coins.isEmpty()) {
      return BigInteger.ZERO;
    }
    if (coins.size() > 1) {
      throw new TxRejectedException(
          "feemarket", 2, "too many fee coins provided: only one is allowed");
    }
    if (!coins.get(0).getDenom().equals(LedgerState.DENOM)) {
      throw new TxRejectedException(
          "feemarket", 3, "unable to resolve denom " + coins.get(0).getDenom() + ": resolver");
    }
    if (!coins.get(0).getAmount().matches("0|[1-9]\\d*")) {
      throw TxRejectedException.sdkError(10, "invalid fee amount: invalid coins");
    }
    return new BigInteger(coins.get(0).getAmount());
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

  public byte[] signDocBytes(String chainId, long accountNumber) {
    return SignDoc.newBuilder()
        .setBodyBytes(raw.getBodyBytes())
        .setAuthInfoBytes(raw.getAuthInfoBytes())
        .setChainId(chainId)
        .setAccountNumber(accountNumber)
        .build()
        .toByteArray();
  }
}
