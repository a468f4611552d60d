package devnet.block;

import com.google.protobuf.InvalidProtocolBufferException;
import devnet.ledger.DevnetCrypto;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerState.LedgerAccount;
import devnet.ledger.TxRejectedException;
import devnet.proto.Secp256k1PubKey;
import devnet.server.CosmosJson;
import devnet.tx.DecodedTx;
import java.math.BigInteger;

/** The checks that a transaction must pass before its messages run; a broadcast runs only these. */
public final class AnteHandler {
  private static final String KEY_TYPE = "/cosmos.crypto.secp256k1.PubKey";
  private static final int MEMO_LIMIT = 256;
  private static final int GAS_PER_BYTE = 10;

  private final LedgerState state;
  private final boolean simulating;

  AnteHandler(LedgerState state, boolean simulating) {
    this.state = state;
    this.simulating = simulating;
  }

  /**
   * Checks the transaction.
   *
   * @param sequence the signer's next sequence number, counting transactions in the mempool
   * @throws TxRejectedException with the chain's code and log, if a check fails
   */
  void requireValid(DecodedTx tx, long sequence) {
    if (tx.timeoutHeight() > 0 && state.height > tx.timeoutHeight()) {
      throw TxRejectedException.sdkError(
          30,
          "block height: %d, timeout height: %d: tx timeout height",
          state.height,
          tx.timeoutHeight());
    }
    if (tx.body().getMemo().length() > MEMO_LIMIT) {
      throw TxRejectedException.sdkError(
          12,
          "maximum number of characters is %d but received %d characters: memo too large",
          MEMO_LIMIT,
          tx.body().getMemo().length());
    }
    checkSize(tx);
    // a real node without a fee market checks the gas price first (see its recordings)
    if (!simulating && !state.emissionsVersion.isAfterV5()) {
      checkMinimumFee(tx);
    }
    checkSigner(tx, sequence);
    if (!simulating) {
      checkFee(tx);
    }
  }

  private void checkSize(DecodedTx tx) {
    long needed = (long) GAS_PER_BYTE * tx.bytes().length;
    if (!simulating && tx.gasLimit() < needed) {
      throw TxRejectedException.sdkError(
          11,
          "out of gas in location: txSize; gasWanted: %d, gasUsed: %d: out of gas",
          tx.gasLimit(),
          needed);
    }
  }

  private void checkSigner(DecodedTx tx, long sequence) {
    if (tx.raw().getSignaturesCount() == 0) {
      throw TxRejectedException.sdkError(15, "no signatures supplied");
    }
    if (tx.authInfo().getSignerInfosCount() != 1 || tx.raw().getSignaturesCount() != 1) {
      throw TxRejectedException.sdkError(4, "wrong number of signers; expected 1: unauthorized");
    }
    LedgerAccount account = requireSignerAccount(tx);
    byte[] key = simulating ? new byte[0] : requirePublicKey(tx, account);
    if (tx.signer().getSequence() != sequence) {
      throw TxRejectedException.sdkError(
          32,
          "account sequence mismatch, expected %d, got %d: incorrect account sequence",
          sequence,
          tx.signer().getSequence());
    }
    if (!simulating) {
      checkSignature(tx, account, key);
    }
  }

  private LedgerAccount requireSignerAccount(DecodedTx tx) {
    if (!tx.messages().stream().allMatch(it -> DevnetCrypto.isAddress(it.sender()))) {
      throw TxRejectedException.sdkError(7, "invalid sender address: invalid address");
    }
    return state
        .findAccount(tx.sender())
        .orElseThrow(
            () ->
                TxRejectedException.sdkError(
                    9, "account %s does not exist: unknown address", tx.sender()));
  }

  private static byte[] requirePublicKey(DecodedTx tx, LedgerAccount account) {
    byte[] key = tx.signer().hasPublicKey() ? decodePublicKey(tx) : account.publicKey;
    if (key == null || !DevnetCrypto.isPublicKey(key)) {
      throw TxRejectedException.sdkError(8, "pubkey on account is not set: invalid pubkey");
    }
    if (!DevnetCrypto.addressOfKey(key).equals(account.address)) {
      throw TxRejectedException.sdkError(
          8, "pubKey does not match signer address %s: invalid pubkey", account.address);
    }
    return key;
  }

  static byte[] decodePublicKey(DecodedTx tx) {
    var key = tx.signer().getPublicKey();
    if (!key.getTypeUrl().equals(KEY_TYPE)) {
      throw TxRejectedException.sdkError(
          2, "unable to resolve type URL %s: tx parse error", key.getTypeUrl());
    }
    try {
      return Secp256k1PubKey.parseFrom(key.getValue()).getKey().toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw TxRejectedException.sdkError(2, e.getMessage() + ": tx parse error");
    }
  }

  private void checkSignature(DecodedTx tx, LedgerAccount account, byte[] key) {
    byte[] signed = tx.signDocBytes(state.chainId, account.number);
    boolean direct = tx.signer().getModeInfo().getSingle().getModeValue() == 1;
    if (!direct
        || !DevnetCrypto.isValidSignature(signed, tx.raw().getSignatures(0).toByteArray(), key)) {
      throw TxRejectedException.sdkError(
          4,
          "signature verification failed; please verify account number (%d), sequence (%d) and"
              + " chain-id (%s): unauthorized",
          account.number,
          account.sequence,
          state.chainId);
    }
  }

  private void checkMinimumFee(DecodedTx tx) {
    BigInteger required = state.requiredFee(tx.gasLimit());
    BigInteger paid = tx.requireFeeAmount(BigInteger.ZERO);
    if (paid.compareTo(required) < 0) {
      throw TxRejectedException.sdkError(
          13,
          "insufficient fees; got: %s required: %suallo: insufficient fee",
          paid.signum() == 0 ? "" : paid + LedgerState.DENOM,
          required);
    }
  }

  private void checkFee(DecodedTx tx) {
    BigInteger required = state.requiredFee(tx.gasLimit());
    BigInteger paid = tx.requireFeeAmount(required);
    if (paid.compareTo(required) < 0) {
      throw TxRejectedException.sdkError(
          13,
          "got: %suallo required: %suallo, minGasPrice: %suallo, gas: %d: insufficient fee",
          paid,
          required,
          CosmosJson.legacyDecimal(state.gasPrice),
          tx.gasLimit());
    }
    LedgerAccount payer = state.requireFeePayer(tx.fee().getGranter(), tx.sender());
    if (!payer.canPay(paid)) {
      throw TxRejectedException.sdkError(
          5,
          "spendable balance %suallo is smaller than %suallo: insufficient funds",
          payer.balance,
          paid);
    }
  }
}
