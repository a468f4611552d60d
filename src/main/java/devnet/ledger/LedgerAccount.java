package devnet.ledger;

import java.math.BigInteger;

/** One account of the ledger; guarded by the ledger's lock like all chain state. */
public final class LedgerAccount {
  public final String address;
  public final long number;
  public long sequence;
  public byte[] publicKey;
  public BigInteger balance;

  LedgerAccount(String address, long number, long sequence, BigInteger balance) {
    this.address = address;
    this.number = number;
    this.sequence = sequence;
    this.balance = balance;
  }

  public boolean canPay(BigInteger amount) {
    return balance.compareTo(amount) >= 0;
  }
}
