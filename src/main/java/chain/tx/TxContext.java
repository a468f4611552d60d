package chain.tx;

import java.math.BigInteger;
import java.util.Objects;

/**
 * Everything around a message that the transaction signature covers.
 *
 * @param emissionsVersion API generation of the network: {@code v5}, {@code v9} or {@code v10}
 * @param fee in uallo; zero writes no coin at all
 * @param feeGranter address that pays instead of the signer, or empty
 * @param timeoutHeight last height at which a block may include it; 0 for none
 * @param memo empty for submissions
 */
public record TxContext(
    String chainId,
    String emissionsVersion,
    long accountNumber,
    long sequence,
    long gasLimit,
    BigInteger fee,
    String feeGranter,
    long timeoutHeight,
    String memo) {
  public TxContext {
    Objects.requireNonNull(chainId, "chainId");
    Objects.requireNonNull(emissionsVersion, "emissions");
    Objects.requireNonNull(fee, "fee");
    Objects.requireNonNull(feeGranter, "feeGranter");
    Objects.requireNonNull(memo, "memo");
    if (chainId.isEmpty() || !emissionsVersion.matches("v[0-9]+")) {
      throw new IllegalArgumentException(
          "chain '" + chainId + "', emissions '" + emissionsVersion + "'");
    }
    if (accountNumber < 0 || sequence < 0 || gasLimit < 0 || timeoutHeight < 0) {
      throw new IllegalArgumentException("negative number in a transaction for " + chainId);
    }
    if (fee.signum() < 0) {
      throw new IllegalArgumentException("negative fee " + fee);
    }
  }

  public TxContext withSequence(long next) {
    return new TxContext(
        chainId,
        emissionsVersion,
        accountNumber,
        next,
        gasLimit,
        fee,
        feeGranter,
        timeoutHeight,
        memo);
  }

  public TxContext withTimeoutHeight(long height) {
    return new TxContext(
        chainId,
        emissionsVersion,
        accountNumber,
        sequence,
        gasLimit,
        fee,
        feeGranter,
        height,
        memo);
  }

  public TxContext withFee(long gas, BigInteger uallo) {
    return new TxContext(
        chainId,
        emissionsVersion,
        accountNumber,
        sequence,
        gas,
        uallo,
        feeGranter,
        timeoutHeight,
        memo);
  }
}
