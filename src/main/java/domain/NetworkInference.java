package domain;

/**
 * The network's own inference, combined from all workers'.
 *
 * @param nonce of the epoch it was made for
 * @param value in the topic's unit
 */
public record NetworkInference(long nonce, double value) {}
