package chain.model;

import java.math.BigInteger;

/**
 * The worker's account as the chain keeps it.
 *
 * @param number given when coins first arrive; part of every signature
 * @param sequence transactions included so far, 0 before the first
 * @param balance in uallo
 */
public record WorkerAccount(String address, long number, long sequence, BigInteger balance) {}
