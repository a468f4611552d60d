package chain;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How the network judged a worker in the newest epoch that reputers have closed. What the chain
 * does not tell, or not any more, is empty.
 *
 * @param nonce of that epoch; 0 where none was closed yet
 * @param loss reported for this worker's inference, in the reputers' unit
 * @param combinedLoss of the network's inference
 * @param lossWithout of the network's inference without this worker
 * @param score what the network would have lost without it
 * @param rank of that score, from 1
 * @param scored workers that have a score
 * @param averageScore its running mean, by which places in the set are given
 * @param threshold running mean of the last in the set; empty while the set has room
 * @param regret running advantage over the network's inference
 */
public record NetworkStanding(
    long topic,
    long nonce,
    Optional<BigDecimal> loss,
    Optional<BigDecimal> combinedLoss,
    Optional<BigDecimal> lossWithout,
    Optional<BigDecimal> score,
    int rank,
    int scored,
    Optional<BigDecimal> averageScore,
    Optional<BigDecimal> threshold,
    Optional<BigDecimal> regret) {}
