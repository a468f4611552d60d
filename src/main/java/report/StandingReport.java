package report;

import base.ReadableUnits;
import chain.NetworkStanding;
import chain.NetworkStanding.EpochReward;
import chain.NetworkStanding.TaskStanding;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A worker's scores, rank and rewards on the network, as text and JSON; what the chain does not
 * return is named.
 *
 * @param feePerAccepted in uallo, from the journal; empty before the first accepted window
 */
public record StandingReport(NetworkStanding standing, Optional<BigInteger> feePerAccepted) {
  private static final MathContext SHORT = new MathContext(6);
  private static final String SET_HAS_ROOM = "none: the set has room";
  private static final String UNTOLD = "not known: the chain does not store it, or no longer";

  public List<String> textLines() {
    List<String> lines = new ArrayList<>();
    String topic = "topic " + standing.topic() + " on the network: ";
    if (standing.nonce() == 0) {
      return List.of(topic + "no window was closed with reputers' losses yet");
    }
    lines.add(topic + "newest window closed with losses " + standing.nonce());
    if (infers()) {
      addInference(lines);
    }
    standing.others().forEach(it -> addTask(lines, it));
    lines.add(
        "  fees per accepted   " + feePerAccepted.map(ReadableUnits::amount).orElse("none yet"));
    lines.add("  losses are log10 where the method is never negative; less is better");
    return lines;
  }

  private boolean infers() {
    return standing.others().isEmpty()
        || standing.score().isPresent()
        || standing.averageScore().isPresent();
  }

  private static void addTask(List<String> lines, TaskStanding it) {
    String actor = it.task().actor();
    lines.add("  as " + actor);
    lines.add("    score             " + text(it.score()) + rankText(it.rank(), it.scored()));
    lines.add("    running score     " + text(it.averageScore()));
    lines.add(
        "    lowest in the set " + it.threshold().map(StandingReport::text).orElse(SET_HAS_ROOM));
    lines.add("    rewards           " + rewardsText(it.rewards(), actor + "s"));
  }

  private void addInference(List<String> lines) {
    lines.add("  own loss            " + text(standing.loss()));
    lines.add("  combined loss       " + text(standing.combinedLoss()));
    lines.add("  combined without us " + text(standing.lossWithout()));
    lines.add(
        "  score (one-out)     "
            + text(standing.score())
            + rankText(standing.rank(), standing.scored()));
    lines.add("  running score (EMA) " + text(standing.averageScore()));
    lines.add(
        "  lowest in the set   "
            + standing.threshold().map(it -> text(it) + marginText()).orElse(SET_HAS_ROOM));
    lines.add("  regret              " + text(standing.regret()));
    lines.add("  rewards             " + rewardsText(standing.rewards(), "inferers"));
  }

  private String marginText() {
    return standing
        .averageScore()
        .map(it -> it.subtract(standing.threshold().orElseThrow()))
        .map(it -> ", running score is " + text(it.abs()) + (it.signum() < 0 ? " below" : " above"))
        .orElse("");
  }

  private static String rewardsText(List<EpochReward> rewards, String actors) {
    return rewards.isEmpty()
        ? "not known: only an rpc+https:// endpoint shows payment events"
        : rewards.stream()
            .map(
                it ->
                    ReadableUnits.amount(it.paid())
                        + shareText(it, actors)
                        + " at height "
                        + it.height())
            .collect(Collectors.joining("; "));
  }

  private static String shareText(EpochReward it, String actors) {
    return it.pool().signum() == 0
        ? ""
        : String.format(
            Locale.ROOT,
            ", %.1f %% of what %s got,",
            100 * it.paid().doubleValue() / it.pool().doubleValue(),
            actors);
  }

  private static String rankText(int rank, int scored) {
    return rank == 0 ? "" : ", rank " + rank + " of " + scored;
  }

  private static String text(Optional<BigDecimal> number) {
    return number.map(StandingReport::text).orElse(UNTOLD);
  }

  private static String text(BigDecimal number) {
    return number.signum() == 0 ? "0" : number.round(SHORT).toString();
  }

  /** Every key is present; unknown values are null. */
  public Map<String, Object> toJsonFields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("topic", standing.topic());
    fields.put("nonce", standing.nonce() == 0 ? null : standing.nonce());
    fields.put("loss", standing.loss().orElse(null));
    fields.put("combined_loss", standing.combinedLoss().orElse(null));
    fields.put("loss_without", standing.lossWithout().orElse(null));
    fields.put("score", standing.score().orElse(null));
    fields.put("rank", standing.rank() == 0 ? null : standing.rank());
    fields.put("scored", standing.scored());
    fields.put("running_score", standing.averageScore().orElse(null));
    fields.put("least_in_set", standing.threshold().orElse(null));
    fields.put("regret", standing.regret().orElse(null));
    fields.put("rewards", standing.rewards().stream().map(StandingReport::toFields).toList());
    fields.put("tasks", standing.others().stream().map(StandingReport::toFields).toList());
    fields.put("fee_per_accepted_uallo", feePerAccepted.map(BigInteger::toString).orElse(null));
    return fields;
  }

  private static Map<String, Object> toFields(TaskStanding it) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("as", it.task().actor());
    fields.put("score", it.score().orElse(null));
    fields.put("rank", it.rank() == 0 ? null : it.rank());
    fields.put("scored", it.scored());
    fields.put("running_score", it.averageScore().orElse(null));
    fields.put("least_in_set", it.threshold().orElse(null));
    fields.put("rewards", it.rewards().stream().map(StandingReport::toFields).toList());
    return fields;
  }

  private static Map<String, Object> toFields(EpochReward reward) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("height", reward.height());
    fields.put("paid_uallo", reward.paid().toString());
    fields.put("pool_uallo", reward.pool().toString());
    return fields;
  }
}
