package market.quality;

import base.ReadableUnits;
import domain.Failure;
import domain.FailureReason;
import domain.market.Candle;
import domain.market.CandleSeries;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import market.store.CandleStore.CandleGap;

/**
 * The gate every forecast's candles pass: the list in {@link #checkRules} is the whole law. That
 * prices are positive and bars ascend is already held by the records.
 */
public final class CandleQuality {
  private static final int SPREAD = 168;

  /** A quiet market's usual hour; without it a dead calm would make any hour a jump. */
  private static final double FLOOR = 0.0025;

  private final CandleLimits limits;

  public CandleQuality(CandleLimits limits) {
    this.limits = limits;
  }

  /**
   * Judges by every rule.
   *
   * @param crossCheck what other sources say
   */
  public List<QualityResult> checkRules(CandleSeries candles, Instant now, CrossCheck crossCheck) {
    return List.of(
        checkNoFutureBar(candles, now),
        checkFreshness(candles, now),
        checkNoGaps(candles),
        checkBarCount(candles),
        checkNotFrozen(candles),
        checkNoLonelyJump(candles, crossCheck),
        checkUndisputed(crossCheck));
  }

  /**
   * The candles themselves, if every rule is kept.
   *
   * @throws Failure.Retry with the first broken rule's reason
   */
  public CandleSeries requireGood(CandleSeries candles, Instant now, CrossCheck crossCheck) {
    requireAll(candles, checkRules(candles, now, crossCheck));
    return candles;
  }

  /**
   * The same for candles that passed before, by the rules that depend on the time.
   *
   * @throws Failure.Retry with the first broken rule's reason
   */
  public void requireCurrent(CandleSeries candles, Instant now) {
    requireAll(candles, List.of(checkNoFutureBar(candles, now), checkFreshness(candles, now)));
  }

  private static void requireAll(CandleSeries candles, List<QualityResult> results) {
    for (var result : results) {
      if (!result.passed()) {
        throw new Failure.Retry(
            result.reason(),
            candles.pair() + " from " + candles.origin().source() + ": " + result.detail());
      }
    }
  }

  private static QualityResult checkNoFutureBar(CandleSeries candles, Instant now) {
    return new QualityResult(
        "no future bar",
        !candles.asOf().isAfter(now),
        FailureReason.BAD_DATA,
        "newest bar closes at " + candles.asOf() + ", now is " + now);
  }

  private QualityResult checkFreshness(CandleSeries candles, Instant now) {
    var age = Duration.between(candles.asOf(), now);
    return new QualityResult(
        "fresh",
        age.compareTo(limits.maxAge()) <= 0,
        FailureReason.STALE_DATA,
        "newest bar closed "
            + ReadableUnits.duration(age)
            + " ago, allowed are "
            + ReadableUnits.duration(limits.maxAge()));
  }

  private QualityResult checkBarCount(CandleSeries candles) {
    return new QualityResult(
        "long enough",
        candles.bars().size() >= limits.minBars(),
        FailureReason.NO_DATA,
        candles.bars().size() + " bars, needed are " + limits.minBars());
  }

  private static QualityResult checkNoGaps(CandleSeries candles) {
    var gaps = CandleGap.findIn(candles.bars(), candles.step());
    var gap = gaps.isEmpty() ? "no gap" : gaps.get(gaps.size() - 1).toString();
    return new QualityResult("whole", gaps.isEmpty(), FailureReason.BAD_DATA, gap);
  }

  private QualityResult checkNotFrozen(CandleSeries candles) {
    var closes = candles.closes();
    int longest = 1;
    int last = closes.length - 1;
    for (int i = firstCheckedIndex(closes.length), same = 1; i < closes.length; i++) {
      same = closes[i] == closes[i - 1] ? same + 1 : 1;
      if (same > longest) {
        longest = same;
        last = i;
      }
    }
    return new QualityResult(
        "not frozen",
        longest < limits.frozenCloses(),
        FailureReason.BAD_DATA,
        "at most %d equal closes in a row, the last at %s; fewer than %d are normal"
            .formatted(longest, candles.bars().get(last).time(), limits.frozenCloses()));
  }

  private QualityResult checkNoLonelyJump(CandleSeries candles, CrossCheck crossCheck) {
    var moves = logReturns(candles.closes());
    for (int i = firstCheckedIndex(moves.length) - 1; i < moves.length; i++) {
      var bar = candles.bars().get(i + 1);
      if (isJump(moves, i, candles.step())
          && !(crossCheck.confirms(candles.bars().get(i)) && crossCheck.confirms(bar))) {
        return new QualityResult(
            "no lonely jump",
            false,
            FailureReason.BAD_DATA,
            "%.1f %% in the bar from %s, over %.0f robust deviations, confirmed by no other source"
                .formatted(100 * moves[i], bar.time(), limits.jumpDeviations()));
      }
    }
    return new QualityResult("no lonely jump", true, FailureReason.BAD_DATA, "no unconfirmed jump");
  }

  private boolean isJump(double[] moves, int i, Duration step) {
    double size = Math.abs(moves[i]) / limits.jumpDeviations();
    double floor = FLOOR * Math.sqrt(step.toMinutes() / 60.0);
    return size > floor && size > robustDeviation(moves, i);
  }

  /** Old history may hold what no other source still has; a forecast depends on the newest part. */
  private int firstCheckedIndex(int count) {
    return Math.max(1, count - limits.minBars());
  }

  private static QualityResult checkUndisputed(CrossCheck crossCheck) {
    var dispute = crossCheck.dispute();
    return new QualityResult(
        "undisputed",
        dispute.isEmpty(),
        FailureReason.BAD_DATA,
        dispute.orElse("no other source says otherwise"));
  }

  private static double[] logReturns(double[] closes) {
    var moves = new double[closes.length - 1];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = Math.log(closes[i + 1] / closes[i]);
    }
    return moves;
  }

  /** Standard deviation of the week before, from the median so that jumps do not hide jumps. */
  private static double robustDeviation(double[] moves, int i) {
    var week = Arrays.copyOfRange(moves, Math.max(0, i - SPREAD), Math.max(1, i));
    for (int k = 0; k < week.length; k++) {
      week[k] = Math.abs(week[k]);
    }
    Arrays.sort(week);
    return 1.4826 * week[week.length / 2];
  }

  /** Another view of the same market. */
  interface CrossCheck {
    /** Whether it knows this bar with nearly the same close. */
    boolean confirms(Candle bar);

    /** What it does not agree with, in a sentence. */
    default Optional<String> dispute() {
      return Optional.empty();
    }
  }

  /**
   * What one rule says about candles.
   *
   * @param reason what the journal keeps when the rule is broken
   * @param detail one sentence, whether broken or not
   */
  public record QualityResult(String rule, boolean passed, FailureReason reason, String detail) {
    public QualityResult {
      Objects.requireNonNull(rule, "rule");
      Objects.requireNonNull(reason, "reason");
      Objects.requireNonNull(detail, "detail");
    }
  }
}
