package devnet;

import devnet.wire.Coin;
import java.math.BigInteger;
import java.util.List;

/** Who pays a transaction's fee, and how much. */
final class FeeCoins {
  private FeeCoins() {}

  /** Amount in uallo; no coin at all is a fee of zero. */
  static BigInteger amount(Tx tx, BigInteger required) {
    List<Coin> coins = tx.fee().getAmountList();
    if (coins.isEmpty() && required.signum() > 0) {
      throw new Refusal("feemarket", 1, "no fee coin provided. Must provide one.");
    }
    if (coins.isEmpty()) {
      return BigInteger.ZERO;
    }
    if (coins.size() > 1) {
      throw new Refusal("feemarket", 2, "too many fee coins provided: only one is allowed");
    }
    if (!coins.get(0).getDenom().equals(State.DENOM)) {
      throw new Refusal(
          "feemarket", 3, "unable to resolve denom " + coins.get(0).getDenom() + ": resolver");
    }
    if (!coins.get(0).getAmount().matches("0|[1-9]\\d*")) {
      throw Refusal.sdk(10, "invalid fee amount: invalid coins");
    }
    return new BigInteger(coins.get(0).getAmount());
  }

  static Account payer(State state, Tx tx) {
    String granter = tx.fee().getGranter();
    if (granter.isEmpty()) {
      return state.accounts.get(tx.sender());
    }
    if (!state.grants.contains(State.grant(granter, tx.sender()))) {
      throw Refusal.sdk(
          38, granter + " does not allow to pay fees for " + tx.sender() + ": fee-grant not found");
    }
    return state
        .account(granter)
        .orElseThrow(() -> Refusal.sdk(9, "fee granter does not exist: unknown address"));
  }
}
