package devnet;

import com.google.protobuf.InvalidProtocolBufferException;
import devnet.wire.Secp256k1PubKey;
import java.math.BigInteger;

/** The checks every transaction passes before its messages: the only ones a broadcast runs. */
final class Ante {
  private static final String KEY_TYPE = "/cosmos.crypto.secp256k1.PubKey";
  private static final int MEMO_LIMIT = 256;
  private static final int GAS_PER_BYTE = 10;

  private final State state;
  private final boolean simulating;

  Ante(State state, boolean simulating) {
    this.state = state;
    this.simulating = simulating;
  }

  /**
   * Refuses, or says nothing.
   *
   * @param sequence the signer's next one, counting what is already in the mempool
   */
  void admit(Tx tx, long sequence) {
    if (tx.timeoutHeight() > 0 && state.height > tx.timeoutHeight()) {
      throw Refusal.sdk(
          30,
          "block height: %d, timeout height: %d: tx timeout height"
              .formatted(state.height, tx.timeoutHeight()));
    }
    if (tx.body().getMemo().length() > MEMO_LIMIT) {
      throw Refusal.sdk(
          12,
          "maximum number of characters is %d but received %d characters: memo too large"
              .formatted(MEMO_LIMIT, tx.body().getMemo().length()));
    }
    checkSize(tx);
    checkSigner(tx, sequence);
    if (!simulating) {
      checkFee(tx);
    }
  }

  private void checkSize(Tx tx) {
    long needed = (long) GAS_PER_BYTE * tx.bytes().length;
    if (!simulating && tx.gasLimit() < needed) {
      throw Refusal.sdk(
          11,
          "out of gas in location: txSize; gasWanted: %d, gasUsed: %d: out of gas"
              .formatted(tx.gasLimit(), needed));
    }
  }

  private void checkSigner(Tx tx, long sequence) {
    if (tx.raw().getSignaturesCount() == 0) {
      throw Refusal.sdk(15, "no signatures supplied");
    }
    if (tx.auth().getSignerInfosCount() != 1 || tx.raw().getSignaturesCount() != 1) {
      throw Refusal.sdk(4, "wrong number of signers; expected 1: unauthorized");
    }
    Account account = signerAccount(tx);
    byte[] key = publicKey(tx, account);
    if (tx.signer().getSequence() != sequence) {
      throw Refusal.sdk(
          32,
          "account sequence mismatch, expected %d, got %d: incorrect account sequence"
              .formatted(sequence, tx.signer().getSequence()));
    }
    if (!simulating) {
      checkSignature(tx, account, key);
    }
  }

  private Account signerAccount(Tx tx) {
    for (Order order : tx.orders()) {
      if (!Signatures.isAddress(order.sender())) {
        throw Refusal.sdk(7, "invalid sender address: invalid address");
      }
    }
    return state
        .account(tx.sender())
        .orElseThrow(
            () -> Refusal.sdk(9, "account " + tx.sender() + " does not exist: unknown address"));
  }

  private static byte[] publicKey(Tx tx, Account account) {
    byte[] key = account.publicKey;
    if (tx.signer().hasPublicKey()) {
      key = decodeKey(tx);
    }
    if (key == null || !Signatures.isPublicKey(key)) {
      throw Refusal.sdk(8, "pubkey on account is not set: invalid pubkey");
    }
    if (!Signatures.address(key).equals(account.address)) {
      throw Refusal.sdk(
          8, "pubKey does not match signer address " + account.address + ": invalid pubkey");
    }
    return key;
  }

  static byte[] decodeKey(Tx tx) {
    if (!tx.signer().getPublicKey().getTypeUrl().equals(KEY_TYPE)) {
      throw Refusal.sdk(
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
      throw Refusal.sdk(2, e.getMessage() + ": tx parse error");
    }
  }

  private void checkSignature(Tx tx, Account account, byte[] key) {
    byte[] signed = tx.signDoc(state.chainId, account.number);
    boolean direct = tx.signer().getModeInfo().getSingle().getMode() == 1;
    if (!direct || !Signatures.verifies(signed, tx.raw().getSignatures(0).toByteArray(), key)) {
      throw Refusal.sdk(
          4,
          "signature verification failed; please verify account number (%d), sequence (%d) and chain-id (%s): unauthorized"
              .formatted(account.number, account.sequence, state.chainId));
    }
  }

  private void checkFee(Tx tx) {
    BigInteger required = state.requiredFee(tx.gasLimit());
    BigInteger paid = FeeCoins.amount(tx, required);
    if (paid.compareTo(required) < 0) {
      throw Refusal.sdk(
          13,
          "got: %suallo required: %suallo, minGasPrice: %suallo, gas: %d: insufficient fee"
              .formatted(paid, required, Json.legacy(state.gasPrice), tx.gasLimit()));
    }
    Account payer = FeeCoins.payer(state, tx);
    if (!payer.covers(paid)) {
      throw Refusal.sdk(
          5,
          "spendable balance %suallo is smaller than %suallo: insufficient funds"
              .formatted(payer.balance, paid));
    }
  }
}
