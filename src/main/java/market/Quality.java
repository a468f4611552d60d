package market;

import domain.Candles;
import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The gate every forecast's candles pass: the list in {@link #judge} is the whole law. That prices
 * are positive and bars ascend is already held by the records.
 */
public final class Quality {
  private static final int SPREAD = 168;

  /** A quiet market's usual hour; without it a dead calm would make any hour a jump. */
  private static final double FLOOR = 0.0025;

  private final Limits limits;

  public Quality(Limits limits) {
    this.limits = limits;
  }

  /**
   * Judges by every rule.
   *
   * @param witness what other sources say
   */
  public List<Verdict> judge(Candles candles, Instant now, Witness witness) {
    return List.of(
        past(candles, now),
        fresh(candles, now),
        whole(candles),
        deep(candles),
        alive(candles),
        calm(candles, witness),
        undisputed(witness));
  }

  /**
   * The candles themselves, if every rule is kept.
   *
   * @throws Failure.Wait with the first broken rule's reason
   */
  public Candles require(Candles candles, Instant now, Witness witness) {
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
            + " min ago, allowed are "
            + limits.maxAge().toMinutes());
  }

  private Verdict deep(Candles candles) {
    return new Verdict(
        "long enough",
        candles.bars().size() >= limits.minimum(),
        Reason.NO_DATA,
        candles.bars().size() + " bars, needed are " + limits.minimum());
  }

  private static Verdict whole(Candles candles) {
    var gaps = Gap.in(candles.bars(), candles.step());
    var gap = gaps.isEmpty() ? "no gap" : gaps.get(gaps.size() - 1).toString();
    return new Verdict("whole", gaps.isEmpty(), Reason.BAD_DATA, gap);
  }

  private Verdict alive(Candles candles) {
    var closes = candles.closes();
    int longest = 1;
    int last = closes.length - 1;
    for (int i = from(closes.length), same = 1; i < closes.length; i++) {
      same = closes[i] == closes[i - 1] ? same + 1 : 1;
      if (same > longest) {
        longest = same;
        last = i;
      }
    }
    return new Verdict(
        "not frozen",
        longest < limits.frozen(),
        Reason.BAD_DATA,
        "at most %d equal closes in a row, the last at %s; fewer than %d are normal"
            .formatted(longest, candles.bars().get(last).time(), limits.frozen()));
  }

  private Verdict calm(Candles candles, Witness witness) {
    var moves = moves(candles.closes());
    for (int i = from(moves.length) - 1; i < moves.length; i++) {
      var bar = candles.bars().get(i + 1);
      if (tooFar(moves, i) && !(witness.confirms(candles.bars().get(i)) && witness.confirms(bar))) {
        return new Verdict(
            "no lonely jump",
            false,
            Reason.BAD_DATA,
            "%.1f %% in the hour from %s, over %.0f robust deviations, confirmed by no other source"
                .formatted(100 * moves[i], bar.time(), limits.jump()));
      }
    }
    return new Verdict("no lonely jump", true, Reason.BAD_DATA, "no unconfirmed jump");
  }

  private boolean tooFar(double[] moves, int i) {
    double size = Math.abs(moves[i]) / limits.jump();
    return size > FLOOR && size > spread(moves, i);
  }

  /** Old history may hold what no witness remembers; a forecast rests on the newest part. */
  private int from(int count) {
    return Math.max(1, count - limits.minimum());
  }

  private static Verdict undisputed(Witness witness) {
    var dispute = witness.dispute();
    return new Verdict(
        "undisputed",
        dispute.isEmpty(),
        Reason.BAD_DATA,
        dispute.orElse("no other source says otherwise"));
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
    return 1.4826 * week[week.length / 2];
  }
}
