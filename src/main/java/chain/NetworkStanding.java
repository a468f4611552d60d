package chain;

import chain.query.RewardReader;
import chain.query.StandingReader;
import chain.query.StandingReader.ClosedEpoch;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * @param rank of that score, from 1; 0 where it has none
 * @param scored workers that have a score
 * @param averageScore its running mean, by which places in the set are given
 * @param threshold running mean of the last in the set; empty while the set has room
 * @param regret running advantage over the network's inference
 * @param rewards of the last closed epochs, newest first; empty where no RPC node tells them
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
    Optional<BigDecimal> regret,
    List<EpochReward> rewards) {

  /** Each costs a request, and the answer is a long one. */
  private static final int EPOCHS = 3;

  /**
   * What the block that closed an epoch paid.
   *
   * @param paid to this worker, in uallo; 0 where others were paid only
   * @param pool paid to all inferers
   */
  public record EpochReward(long height, BigInteger paid, BigInteger pool) {}

  public NetworkStanding {
    rewards = List.copyOf(rewards);
  }

  static NetworkStanding read(
      StandingReader reader, RewardReader rewards, Worker worker, long epochLength) {
    long topic = worker.topic();
    ClosedEpoch newest = reader.lastClosedEpoch(topic);
    Optional<ValueBundle> losses = reader.losses(topic, newest.nonce());
    Map<String, BigDecimal> scores = reader.scores(topic, newest.nonce());
    Optional<BigDecimal> own = Optional.ofNullable(scores.get(worker.address()));
    return new NetworkStanding(
        topic,
        newest.nonce(),
        StandingReader.lossOf(losses, Part.INFERERS, worker.address()),
        losses.map(it -> new BigDecimal(it.combined())),
        StandingReader.lossOf(losses, Part.WITHOUT_INFERER, worker.address()),
        own,
        own.map(it -> 1 + (int) scores.values().stream().filter(s -> s.compareTo(it) > 0).count())
            .orElse(0),
        scores.size(),
        reader.averageScore(topic, worker.address()),
        reader.threshold(topic),
        reader.regret(topic, worker.address()),
        readRewards(rewards, worker, newest.height(), epochLength));
  }

  private static List<EpochReward> readRewards(
      RewardReader reader, Worker worker, long newest, long epochLength) {
    List<EpochReward> rewards = new ArrayList<>();
    for (long height : RewardReader.closingHeights(newest, epochLength, EPOCHS, it -> false)) {
      reader
          .readPaid(worker.topic(), height)
          .filter(it -> !it.isEmpty())
          .map(
              it ->
                  new EpochReward(
                      height,
                      it.getOrDefault(worker.address(), BigInteger.ZERO),
                      it.values().stream().reduce(BigInteger.ZERO, BigInteger::add)))
          .ifPresent(rewards::add);
    }
    return rewards;
  }

  /** Whom it is about. */
  record Worker(long topic, String address) {}
}
