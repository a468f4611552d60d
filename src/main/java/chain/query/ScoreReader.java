package chain.query;

import base.BoundedNumbers;
import chain.http.NodeReply;
import com.fasterxml.jackson.databind.JsonNode;
import domain.Role.Task;
import domain.ValueBundle;
import domain.ValueBundle.Part;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads how the network judges a member of a topic. Zero with height zero is how it says that it
 * does not.
 */
public final class ScoreReader {
  private final ReputerReader reports;

  public ScoreReader(ReputerReader reports) {
    this.reports = reports;
  }

  /**
   * Newest epoch that reputers have closed.
   *
   * @param nonce 0 for none
   * @param height of the block that closed it
   */
  public record ClosedEpoch(long nonce, long height) {}

  public ClosedEpoch lastClosedEpoch(long topic) {
    return reports.readLastClosedEpoch(topic);
  }

  public Optional<ValueBundle> losses(long topic, long nonce) {
    return nonce == 0 ? Optional.empty() : reports.readNetworkLosses(topic, nonce);
  }

  public static Optional<BigDecimal> lossOf(
      Optional<ValueBundle> losses, Part part, String worker) {
    return losses.map(it -> it.list(part).get(worker)).map(BoundedNumbers::parseDecimal);
  }

  /**
   * Scores of a closed nonce by worker; none after they are pruned.
   *
   * @throws domain.Failure.Retry if no node tells, as each of these
   */
  public Map<String, BigDecimal> scores(Task task, long topic, long nonce) {
    if (nonce == 0) {
      return Map.of();
    }
    Map<String, BigDecimal> scores = new LinkedHashMap<>();
    NodeReply reply =
        reports.readIfAny("/" + scoresName(task) + "_at_block/" + topic + "/" + nonce, "scores");
    for (JsonNode score : reply.field("scores", "scores")) {
      String number = reply.decimalText(score.path("score"), "score");
      scores.put(score.path("address").asText(), BoundedNumbers.parseDecimal(number));
    }
    return scores;
  }

  private static String scoresName(Task task) {
    return switch (task) {
      case INFERENCE -> "worker_inference_scores";
      case FORECAST -> "worker_forecast_scores";
      case REPUTATION -> "reputers_scores";
    };
  }

  public Optional<BigDecimal> averageScore(Task task, long topic, String address) {
    return number("/" + task.actor() + "_score_ema/" + topic + "/" + address, "score", "score");
  }

  /** Of the last in the set, once the set is full. */
  public Optional<BigDecimal> threshold(Task task, long topic) {
    return number("/current_lowest_" + task.actor() + "_score/" + topic, "score", "score");
  }

  public Optional<BigDecimal> regret(long topic, String worker) {
    return number("/inferer_network_regret/" + topic + "/" + worker, "regret", "value");
  }

  private Optional<BigDecimal> number(String path, String object, String field) {
    NodeReply reply = reports.readIfAny(path, object);
    JsonNode found = reply.field(object);
    boolean told = reply.isOk() && !found.path("block_height").asText("0").equals("0");
    return told
        ? Optional.of(BoundedNumbers.parseDecimal(reply.decimalText(found.path(field), field)))
        : Optional.empty();
  }
}
