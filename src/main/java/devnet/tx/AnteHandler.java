package devnet.tx;

import com.google.protobuf.InvalidProtocolBufferException;
import devnet.api.DevnetJson;
import devnet.genesis.DevnetCrypto;
import devnet.ledger.LedgerAccount;
import devnet.ledger.LedgerState;
import devnet.ledger.TxRejectedException;
import devnet.wire.Secp256k1PubKey;
import java.math.BigInteger;
import java.util.Locale;

/** The checks every transaction passes before its messages: the only ones a broadcast runs. */
public final class AnteHandler {
  private static final String KEY_TYPE = "/cosmos.crypto.secp256k1.PubKey";
  private static final int MEMO_LIMIT = 256;
  private static final int GAS_PER_BYTE = 10;

  private final LedgerState state;
  private final boolean simulating;

  public AnteHandler(LedgerState state, boolean simulating) {
    this.state = state;
    this.simulating = simulating;
  }

  /**
   * Refuses, or says nothing.
   *
   * @param sequence the signer's next one, counting what is already in the mempool
   */
  public void requireValid(DecodedTx tx, long sequence) {
    if (tx.timeoutHeight() > 0 && state.height > tx.timeoutHeight()) {
      throw TxRejectedException.sdkError(
          30,
          String.format(
              Locale.ROOT,
              "block height: %d, timeout height: %d: tx timeout height",
              state.height,
              tx.timeoutHeight()));
    }
    if (tx.body().getMemo().length() > MEMO_LIMIT) {
      throw TxRejectedException.sdkError(
          12,
          String.format(
              Locale.ROOT,
              "maximum number of characters is %d but received %d characters: memo too large",
              MEMO_LIMIT,
              tx.body().getMemo().length()));
    }
    checkSize(tx);
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
          String.format(
              Locale.ROOT,
              "out of gas in location: txSize; gasWanted: %d, gasUsed: %d: out of gas",
              tx.gasLimit(),
              needed));
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
    byte[] key = requirePublicKey(tx, account);
    if (tx.signer().getSequence() != sequence) {
      throw TxRejectedException.sdkError(
          32,
          String.format(
              Locale.ROOT,
              "account sequence mismatch, expected %d, got %d: incorrect account sequence",
              sequence,
              tx.signer().getSequence()));
    }
    if (!simulating) {
      checkSignature(tx, account, key);
    }
  }

  private LedgerAccount requireSignerAccount(DecodedTx tx) {
    for (EmissionsMessage order : tx.messages()) {
      if (!DevnetCrypto.isAddress(order.sender())) {
        throw TxRejectedException.sdkError(7, "invalid sender address: invalid address");
      }
    }
    return state
        .findAccount(tx.sender())
        .orElseThrow(
            () ->
                TxRejectedException.sdkError(
                    9, "account " + tx.sender() + " does not exist: unknown address"));
  }

  private static byte[] requirePublicKey(DecodedTx tx, LedgerAccount account) {
    byte[] key = account.publicKey;
    if (tx.signer().hasPublicKey()) {
      key = decodePublicKey(tx);
    }
    if (key == null || !DevnetCrypto.isPublicKey(key)) {
      throw TxRejectedException.sdkError(8, "pubkey on account is not set: invalid pubkey");
    }
    if (!DevnetCrypto.addressOfKey(key).equals(account.address)) {
      throw TxRejectedException.sdkError(
          8, "pubKey does not match signer address " + account.address + ": invalid pubkey");
    }
    return key;
  }

  public static byte[] decodePublicKey(DecodedTx tx) {
    if (!tx.signer().getPublicKey().getTypeUrl().equals(KEY_TYPE)) {
      throw TxRejectedException.sdkError(
          2,
          "unable to resolve type URL "
              + tx.signer().getPublicKey().getTypeUrl()
              + ": tx parse error");
    }
    try {
      return Secp256k1PubKey.parseFrom(tx.signer().getPublicKey().getValue())
          .getKey()
          .toByteArray();
    } catch (InvalidProtocolBufferException e) {
      throw TxRejectedException.sdkError(2, e.getMessage() + ": tx parse error");
    }
  }

  private void checkSignature(DecodedTx tx, LedgerAccount account, byte[] key) {
    byte[] signed = tx.signDocBytes(state.chainId, account.number);
    boolean direct = tx.signer().getModeInfo().getSingle().getMode() == 1;
    if (!direct
        || !DevnetCrypto.isValidSignature(signed, tx.raw().getSignatures(0).toByteArray(), key)) {
      throw TxRejectedException.sdkError(
          4,
          String.format(
              Locale.ROOT,
              "signature verification failed; please verify account number (%d), sequence (%d) and"
                  + " chain-id (%s): unauthorized",
              account.number,
              account.sequence,
              state.chainId));
    }
  }

  private void checkFee(DecodedTx tx) {
    BigInteger required = state.requiredFee(tx.gasLimit());
    BigInteger paid = TxFeeReader.requireFeeAmount(tx, required);
    if (paid.compareTo(required) < 0) {
      throw TxRejectedException.sdkError(
          13,
          String.format(
              Locale.ROOT,
              "got: %suallo required: %suallo, minGasPrice: %suallo, gas: %d: insufficient fee",
              paid,
              required,
              DevnetJson.legacyDecimal(state.gasPrice),
              tx.gasLimit()));
    }
    LedgerAccount payer = TxFeeReader.requireFeePayer(state, tx);
    if (!payer.canPay(paid)) {
      throw TxRejectedException.sdkError(
          5,
          String.format(
              Locale.ROOT,
              "spendable balance %suallo is smaller than %suallo: insufficient funds",
              payer.balance,
              paid));
    }
  }
}
