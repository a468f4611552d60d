package devnet.tx;

import devnet.ledger.LedgerAccount;
import devnet.ledger.LedgerState;
import devnet.ledger.TxRejectedException;
import devnet.wire.Coin;
import java.math.BigInteger;
import java.util.List;

/** Who pays a transaction's fee, and how much. */
final class TxFeeReader {
  private TxFeeReader() {}

  /** Amount in uallo; no coin at all is a fee of zero. */
  static BigInteger requireFeeAmount(DecodedTx tx, BigInteger required) {
    List<Coin> coins = tx.fee().getAmountList();
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

  static LedgerAccount requireFeePayer(LedgerState state, DecodedTx tx) {
    String granter = tx.fee().getGranter();
    if (granter.isEmpty()) {
      return state.accounts.get(tx.sender());
    }
    if (!state.feeGrants.contains(LedgerState.feeGrantKey(granter, tx.sender()))) {
      throw TxRejectedException.sdkError(
          38, granter + " does not allow to pay fees for " + tx.sender() + ": fee-grant not found");
    }
    return state
        .findAccount(granter)
        .orElseThrow(
            () -> TxRejectedException.sdkError(9, "fee granter does not exist: unknown address"));
  }
}
