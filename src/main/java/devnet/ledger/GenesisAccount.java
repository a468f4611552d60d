package devnet.ledger;

import java.math.BigInteger;
import java.util.Objects;

/**
 * An account that exists from the first block.
 *
 * @param balance in uallo
 * @param accountNumber account number, or -1 for the next free one
 * @param registered whether it is a registered worker of every topic
 * @param whitelisted whether it may submit where a topic is restricted
 * @param stake in uallo in every topic, in which it is then a registered reputer; 0 for none
 */
public record GenesisAccount(
    String address,
    BigInteger balance,
    long accountNumber,
    long sequence,
    boolean registered,
    boolean whitelisted,
    BigInteger stake) {
  private static final BigInteger ONE_ALLO = BigInteger.TEN.pow(18);

  public GenesisAccount {
    Objects.requireNonNull(address, "address");
    Objects.requireNonNull(balance, "balance");
    if (!DevnetCrypto.isAddress(address)) {
      throw new IllegalArgumentException(address + " is no account address (allo1...)");
    }
  }

  /** A funded, registered, whitelisted worker that never sent anything. */
  public static GenesisAccount fundedWorker(String address) {
    return new GenesisAccount(address, ONE_ALLO, -1, 0, true, true, BigInteger.ZERO);
  }

  public GenesisAccount withBalance(BigInteger uallo) {
    return new GenesisAccount(
        address, uallo, accountNumber, sequence, registered, whitelisted, stake);
  }

  public GenesisAccount withNumberAndSequence(long accountNumber, long nextSequence) {
    return new GenesisAccount(
        address, balance, accountNumber, nextSequence, registered, whitelisted, stake);
  }

  public GenesisAccount asUnregistered() {
    return new GenesisAccount(address, balance, accountNumber, sequence, false, false, stake);
  }

  public GenesisAccount withRegistered(boolean worker) {
    return new GenesisAccount(
        address, balance, accountNumber, sequence, worker, whitelisted, stake);
  }

  public GenesisAccount withStake(BigInteger uallo) {
    return new GenesisAccount(
        address, balance, accountNumber, sequence, registered, whitelisted, uallo);
  }
}
