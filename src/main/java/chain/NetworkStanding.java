package chain;

import chain.query.RewardReader;
import chain.query.ScoreReader;
import chain.query.ScoreReader.ClosedEpoch;
import domain.Role.Task;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

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
 * @param others what it does in the topic beside inferences
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
    List<EpochReward> rewards,
    List<TaskStanding> others) {

  /** Each costs a request, and the answer is a long one. */
  private static final int EPOCHS = 3;

  /**
   * What the block that closed an epoch paid.
   *
   * @param paid to this worker, in uallo; 0 where others were paid only
   * @param pool paid to all for the same task
   */
  public record EpochReward(long height, BigInteger paid, BigInteger pool) {}

  /** The same of another task; each as that of {@link NetworkStanding}. */
  public record TaskStanding(
      Task task,
      Optional<BigDecimal> score,
      int rank,
      int scored,
      Optional<BigDecimal> averageScore,
      Optional<BigDecimal> threshold,
      List<EpochReward> rewards) {
    public TaskStanding {
      rewards = List.copyOf(rewards);
    }
  }

  public NetworkStanding {
    rewards = List.copyOf(rewards);
    others = List.copyOf(others);
  }

  /**
   * @param others tasks that are asked about beside inferences
   */
  static NetworkStanding read(
      ScoreReader reader, RewardReader rewards, Worker worker, long epochLength, Set<Task> others) {
    long topic = worker.topic();
    ClosedEpoch newest = reader.lastClosedEpoch(topic);
    Optional<ValueBundle> losses = reader.losses(topic, newest.nonce());
    SortedMap<Long, Map<Task, Map<String, BigInteger>>> paid =
        readPaid(rewards, topic, newest.height(), epochLength);
    TaskStanding inference = readTask(reader, worker, newest.nonce(), paid, Task.INFERENCE);
    return new NetworkStanding(
        topic,
        newest.nonce(),
        ScoreReader.lossOf(losses, Part.INFERERS, worker.address()),
        losses.map(it -> new BigDecimal(it.combined())),
        ScoreReader.lossOf(losses, Part.WITHOUT_INFERER, worker.address()),
        inference.score(),
        inference.rank(),
        inference.scored(),
        inference.averageScore(),
        inference.threshold(),
        reader.regret(topic, worker.address()),
        inference.rewards(),
        others.stream().map(it -> readTask(reader, worker, newest.nonce(), paid, it)).toList());
  }

  private static TaskStanding readTask(
      ScoreReader reader,
      Worker worker,
      long nonce,
      SortedMap<Long, Map<Task, Map<String, BigInteger>>> paid,
      Task task) {
    Map<String, BigDecimal> scores = reader.scores(task, worker.topic(), nonce);
    Optional<BigDecimal> own = Optional.ofNullable(scores.get(worker.address()));
    return new TaskStanding(
        task,
        own,
        own.map(it -> 1 + (int) scores.values().stream().filter(s -> s.compareTo(it) > 0).count())
            .orElse(0),
        scores.size(),
        reader.averageScore(task, worker.topic(), worker.address()),
        reader.threshold(task, worker.topic()),
        rewardsOf(worker, paid, task));
  }

  /** By the height of the blocks that closed the newest epochs, newest first. */
  private static SortedMap<Long, Map<Task, Map<String, BigInteger>>> readPaid(
      RewardReader reader, long topic, long newest, long epochLength) {
    SortedMap<Long, Map<Task, Map<String, BigInteger>>> paid =
        new TreeMap<>(Comparator.reverseOrder());
    for (long height : RewardReader.closingHeights(newest, epochLength, EPOCHS, it -> false)) {
      reader.readPaid(topic, height).ifPresent(it -> paid.put(height, it));
    }
    return paid;
  }

  private static List<EpochReward> rewardsOf(
      Worker worker, SortedMap<Long, Map<Task, Map<String, BigInteger>>> paid, Task task) {
    List<EpochReward> rewards = new ArrayList<>();
    paid.forEach(
        (height, byTask) -> {
          Map<String, BigInteger> all = byTask.getOrDefault(task, Map.of());
          if (byTask.values().stream().anyMatch(it -> !it.isEmpty())) {
            rewards.add(
                new EpochReward(
                    height,
                    all.getOrDefault(worker.address(), BigInteger.ZERO),
                    all.values().stream().reduce(BigInteger.ZERO, BigInteger::add)));
          }
        });
    return rewards;
  }

  /** Whom it is about. */
  record Worker(long topic, String address) {}
}
