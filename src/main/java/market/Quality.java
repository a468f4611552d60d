package market;

import domain.Candle;
import domain.Candles;
import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The gate every forecast's candles pass: the list in {@link #judge} is the whole law. That prices
 * are positive and bars ascend is already held by the records.
 */
public final class Quality {
  private static final int RECENT = 24;
  private static final int SPREAD = 168;
  private static final double FLOOR = 0.0005;

  private final Limits limits;

  public Quality(Limits limits) {
    this.limits = limits;
  }

  /**
   * Judges by every rule.
   *
   * @param witness whether another source confirms the bar at that time
   */
  public List<Verdict> judge(Candles candles, Instant now, Predicate<Candle> witness) {
    return List.of(
        past(candles, now),
        fresh(candles, now),
        deep(candles),
        whole(candles),
        alive(candles),
        calm(candles, witness));
  }

  /**
   * The candles themselves, if every rule is kept.
   *
   * @throws Failure.Wait with the first broken rule's reason
   */
  public Candles require(Candles candles, Instant now, Predicate<Candle> witness) {
    for (var verdict : judge(candles, now, witness)) {
      if (!verdict.kept()) {
        throw new Failure.Wait(
            verdict.reason(),
            candles.pair() + " from " + candles.origin().source() + ": " + verdict.detail());
      }
    }
    return candles;
  }

  private static Verdict past(Candles candles, Instant now) {
    return new Verdict(
        "no future bar",
        !candles.asOf().isAfter(now),
        Reason.BAD_DATA,
        "newest bar closes at " + candles.asOf() + ", now is " + now);
  }

  private Verdict fresh(Candles candles, Instant now) {
    var age = Duration.between(candles.asOf(), now);
    return new Verdict(
        "fresh",
        age.compareTo(limits.maxAge()) <= 0,
        Reason.STALE_DATA,
        "newest bar closed "
            + age.toMinutes()
            + " min ago, allowed "
            + limits.maxAge().toMinutes());
  }

  private Verdict deep(Candles candles) {
    return new Verdict(
        "long enough",
        candles.bars().size() >= limits.minimum(),
        Reason.NO_DATA,
        candles.bars().size() + " bars without a gap, needed " + limits.minimum());
  }

  private static Verdict whole(Candles candles) {
    var gaps = Gap.in(candles.bars(), candles.step());
    return new Verdict(
        "whole", gaps.isEmpty(), Reason.BAD_DATA, gaps.isEmpty() ? "no gap" : "" + gaps.get(0));
  }

  private Verdict alive(Candles candles) {
    var closes = candles.closes();
    int same = 1;
    while (same < closes.length && closes[closes.length - 1 - same] == closes[closes.length - 1]) {
      same++;
    }
    return new Verdict(
        "not frozen",
        same < limits.frozen(),
        Reason.BAD_DATA,
        "the last " + same + " closes are equal, fewer than " + limits.frozen() + " are normal");
  }

  private Verdict calm(Candles candles, Predicate<Candle> witness) {
    var moves = moves(candles.closes());
    for (int i = Math.max(0, moves.length - RECENT); i < moves.length; i++) {
      var bar = candles.bars().get(i + 1);
      double size = Math.abs(moves[i]) / spread(moves, i);
      if (size > limits.jump() && !stood(moves, i) && !witness.test(bar)) {
        return new Verdict(
            "no lonely jump",
            false,
            Reason.BAD_DATA,
            "%.1f %% in the hour from %s, %.0f robust deviations, confirmed by no other source"
                .formatted(100 * moves[i], bar.time(), size));
      }
    }
    return new Verdict("no lonely jump", true, Reason.BAD_DATA, "no unconfirmed jump");
  }

  /** Whether the next hour kept at least half of the move: a real market's jump, not a slip. */
  private static boolean stood(double[] moves, int i) {
    return i + 1 < moves.length && Math.abs(moves[i] + moves[i + 1]) > Math.abs(moves[i]) / 2;
  }

  private static double[] moves(double[] closes) {
    var moves = new double[closes.length - 1];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = Math.log(closes[i + 1] / closes[i]);
    }
    return moves;
  }

  /** Standard deviation of the week before, from the median so that jumps do not hide jumps. */
  private static double spread(double[] moves, int i) {
    var week = Arrays.copyOfRange(moves, Math.max(0, i - SPREAD), Math.max(1, i));
    for (int k = 0; k < week.length; k++) {
      week[k] = Math.abs(week[k]);
    }
    Arrays.sort(week);
    return Math.max(FLOOR, 1.4826 * week[week.length / 2]);
  }
}
