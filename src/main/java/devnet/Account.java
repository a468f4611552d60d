package devnet;

import java.math.BigInteger;

/** One account of the ledger; guarded by the ledger's lock like all chain state. */
final class Account {
  final String address;
  final long number;
  long sequence;
  byte[] publicKey;
  BigInteger balance;

  Account(String address, long number, long sequence, BigInteger balance) {
    this.address = address;
    this.number = number;
    this.sequence = sequence;
    this.balance = balance;
  }

  boolean covers(BigInteger amount) {
    return balance.compareTo(amount) >= 0;
  }
}
