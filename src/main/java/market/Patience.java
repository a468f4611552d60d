package market;

import domain.Failure;
import domain.Reason;
import java.io.IOException;
import java.time.Duration;
import market.Reading.Kind;
import market.Reading.Refusal;

/** How long and how often one source is asked in one cycle, and when it is to be left alone. */
final class Patience {
  /** Real time: what a provider may take of a window, all retries and pages together. */
  private static final Duration MOST = Duration.ofSeconds(22);

  private static final Duration DENIED = Duration.ofHours(1);
  private static final Duration FAILING = Duration.ofMinutes(1);

  private final String source;
  private final Budget budget;
  private final long begun = System.nanoTime();

  Patience(String source, Budget budget) {
    this.source = source;
    this.budget = budget;
  }

  boolean over() {
    return System.nanoTime() - begun > MOST.toNanos();
  }

  /** One request out of the budget, or {@link Failure.Wait}. */
  void spend() {
    if (over()) {
      throw refuse("took too long", FAILING);
    }
    budget
        .take(source)
        .ifPresent(
            at -> {
              throw new Failure.Wait(Reason.NO_DATA, source + " may be asked again at " + at);
            });
  }

  /**
   * What a refusal means: leave the source alone for as long as it suggests.
   *
   * @throws IOException when asking the same again may help
   * @throws Failure.Wait when it would not
   */
  void judge(Refusal refusal, Reply reply) throws IOException {
    var now = budget.now();
    if (refusal.kind() == Kind.TRANSIENT) {
      throw new IOException(source + " " + refusal.detail());
    } else if (refusal.kind() == Kind.THROTTLED) {
      budget.rest(source, reply.retryAt(now).orElse(budget.nextHour()));
    } else if (refusal.kind() == Kind.DENIED) {
      budget.rest(source, now.plus(DENIED));
    }
    throw new Failure.Wait(Reason.NO_DATA, source + " " + refusal.detail());
  }

  private Failure.Wait refuse(String why, Duration rest) {
    budget.rest(source, budget.now().plus(rest));
    return new Failure.Wait(Reason.NO_DATA, source + " " + why);
  }
}
