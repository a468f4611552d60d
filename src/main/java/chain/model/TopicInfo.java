package chain.model;

import base.OutsideText;
import domain.Failure;
import domain.FailureReason;
import domain.Prediction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What the chain says about a topic. Definitions change, so nothing of it belongs into a
 * configuration.
 *
 * @param epochLength blocks from one nonce to the next
 * @param windowLength blocks a submission window lasts
 * @param groundTruthLag blocks from a nonce until its ground truth is known
 * @param newestNonce the latest block at which an epoch of this topic began, 0 before the first
 * @param labelRules which labels it takes; before emissions v10 every topic takes one number
 * @param funded whether it pays rewards; without that it is not active for long
 */
public record TopicInfo(
    long id,
    String metadata,
    long epochLength,
    long windowLength,
    long groundTruthLag,
    String lossMethod,
    long newestNonce,
    LabelRules labelRules,
    boolean funded) {
  private static final int CONFIGURATION = 78;

  /** Whoever made the topic wrote its texts, which people and machines read in many places. */
  public TopicInfo {
    metadata = OutsideText.clean(metadata);
    lossMethod = OutsideText.clean(lossMethod);
  }

  /** Whether this is the earlier topic some epochs on, so that nothing but time has passed. */
  public boolean continues(TopicInfo earlier) {
    long passed = newestNonce - earlier.newestNonce;
    return passed >= 0
        && passed % epochLength == 0
        && epochLength == earlier.epochLength
        && windowLength == earlier.windowLength
        && groundTruthLag == earlier.groundTruthLag
        && metadata.equals(earlier.metadata)
        && lossMethod.equals(earlier.lossMethod)
        && labelRules.equals(earlier.labelRules);
  }

  /** Whether its first epoch has begun: until then only the chain can tell when windows open. */
  public boolean hasBegun() {
    return newestNonce > 0;
  }

  /** Whether a nonce of this height is one that the topic's rhythm allows. */
  public boolean isInRhythm(long nonce) {
    return hasBegun() && (nonce - newestNonce) % epochLength == 0;
  }

  /** Height of the latest nonce by now, as long as the topic keeps its rhythm. */
  public long newestNonceAt(long height) {
    return height - Math.floorMod(height - newestNonce, epochLength);
  }

  /**
   * Whether the topic takes what the operator declares for it.
   *
   * @param labels none for one number
   * @throws Failure.Stop if it does not
   */
  public TopicInfo requireSuitable(List<String> labels) {
    Optional<String> fault =
        labelRules.multi() == labels.isEmpty()
            ? Optional.of(
                labelRules.multi()
                    ? "takes labelled values; name them in topic." + id + ".labels"
                    : "takes one number; leave topic." + id + ".labels empty")
            : labelRules.findFault(labels);
    if (fault.isPresent()) {
      throw new Failure.Stop(
          FailureReason.TOPIC_UNSUITABLE,
          CONFIGURATION,
          "topic " + id + " (" + metadata + ") " + fault.get());
    }
    return this;
  }

  public static Failure unknownTopicFailure(long id, String chainId) {
    return new Failure.Stop(
        FailureReason.TOPIC_UNSUITABLE,
        CONFIGURATION,
        "topic " + id + " does not exist on " + chainId + ". Check the topic number");
  }

  /**
   * Which labels a submission may hold, and what they must add up to.
   *
   * @param multi whether a submission is a list of labelled numbers
   * @param tolerance of the sum, which is to be 1 where {@code unity} is set
   * @param most labels in one submission; 0 for the network's own limit
   * @param whitelist labels there are; empty for any
   * @param defaultValue numbers that the chain drops as saying nothing
   */
  public record LabelRules(
      boolean multi,
      boolean unity,
      BigDecimal tolerance,
      int most,
      List<String> whitelist,
      BigDecimal defaultValue,
      boolean caseSensitive) {
    /** A topic that takes one number. */
    public static final LabelRules SCALAR =
        new LabelRules(false, false, BigDecimal.ZERO, 0, List.of(), BigDecimal.ZERO, false);

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_\\-/. ]+");
    private static final int LONGEST = 64;

    public LabelRules {
      whitelist = List.copyOf(whitelist);
    }

    /** The label as the chain keeps it. */
    public String canonical(String label) {
      String trimmed = label.strip();
      return caseSensitive ? trimmed : trimmed.toLowerCase(Locale.ROOT);
    }

    /** Whether the chain may have a label of this name. */
    public static boolean isName(String label) {
      return NAME.matcher(label).matches() && label.length() <= LONGEST;
    }

    /** What is wrong with these names, as the end of a sentence. */
    Optional<String> findFault(List<String> labels) {
      if (most > 0 && labels.size() > most) {
        return Optional.of("takes at most %d labels, not %d".formatted(most, labels.size()));
      }
      List<String> kept = labels.stream().map(this::canonical).toList();
      List<String> allowed = whitelist.stream().map(this::canonical).toList();
      for (String label : kept) {
        if (!isName(label)) {
          return Optional.of("takes no label '" + label + "': 1 to 64 of a-z 0-9 _ - / . space");
        }
        if (!allowed.isEmpty() && !allowed.contains(label)) {
          return Optional.of("takes no label '" + label + "', only " + whitelist);
        }
      }
      return Set.copyOf(kept).size() < kept.size()
          ? Optional.of("takes each label once, not " + labels)
          : Optional.empty();
    }

    /**
     * Whether the chain would take these numbers: summed up as they are written.
     *
     * @throws Failure.Retry with reason GUARD if not
     */
    public void requireAccepted(long topic, Prediction said) {
      List<BigDecimal> numbers =
          SubmittedValue.of(said).labels().values().stream().map(BigDecimal::new).toList();
      if (multi && numbers.stream().allMatch(it -> it.compareTo(defaultValue) == 0)) {
        throw refusal(topic, "all labels have the value %s, which says nothing", defaultValue);
      }
      BigDecimal sum = numbers.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
      if (multi && unity && sum.subtract(BigDecimal.ONE).abs().compareTo(tolerance) > 0) {
        throw refusal(topic, "the labels add up to %s, the topic wants 1 within " + tolerance, sum);
      }
    }

    private static Failure refusal(long topic, String why, BigDecimal number) {
      return new Failure.Retry(
          FailureReason.GUARD,
          "topic " + topic + ": " + why.formatted(number) + "; nothing is sent. Check the model");
    }
  }
}
