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
 */
public record GenesisAccount(
    String address,
    BigInteger balance,
    long accountNumber,
    long sequence,
    boolean registered,
    boolean whitelisted) {
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
    return new GenesisAccount(address, ONE_ALLO, -1, 0, true, true);
  }

  public GenesisAccount withBalance(BigInteger uallo) {
    return new GenesisAccount(address, uallo, accountNumber, sequence, registered, whitelisted);
  }

  public GenesisAccount withNumberAndSequence(long accountNumber, long nextSequence) {
    return new GenesisAccount(
        address, balance, accountNumber, nextSequence, registered, whitelisted);
  }

  public GenesisAccount asUnregistered() {
    return new GenesisAccount(address, balance, accountNumber, sequence, false, false);
  }

  public GenesisAccount withRegistered(boolean worker) {
    return new GenesisAccount(address, balance, accountNumber, sequence, worker, whitelisted);
  }
}
