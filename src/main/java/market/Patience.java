package market;

import domain.Failure;
import domain.Reason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import market.Reading.Kind;
import market.Reading.Refusal;

/** How long and how often one source is asked in one cycle, and when it is to be left alone. */
final class Patience {
  /** Real time: what a provider may take of a window, all retries and pages together. */
  private static final Duration MOST = Duration.ofSeconds(22);

  private static final Duration DENIED = Duration.ofHours(1);
  private static final Duration FAILING = Duration.ofMinutes(1);

  private final Source source;
  private final Budget budget;
  private final long begun = System.nanoTime();

  Patience(Source source, Budget budget) {
    this.source = source;
    this.budget = budget;
  }

  boolean over() {
    return System.nanoTime() - begun > MOST.toNanos();
  }

  /** One request out of the budget, or {@link Failure.Wait}. */
  void spend() {
    if (over()) {
      var why = source.name() + " took too long";
      budget.rest(source.name(), budget.now().plus(FAILING), why);
      throw new Failure.Wait(Reason.NO_DATA, why);
    }
    budget
        .take(source)
        .ifPresent(
            why -> {
              throw new Failure.Wait(Reason.NO_DATA, why);
            });
  }

  /**
   * What a refusal means: leave the source alone for as long as it says, or else suggests.
   *
   * @throws IOException when asking the same again may help
   * @throws Failure.Wait when it would not
   */
  void judge(Refusal refusal, Reply reply) throws IOException {
    var said = reply.retryAt(budget.now());
    var why = source.name() + " " + refusal.detail();
    if (refusal.kind() == Kind.TRANSIENT && said.isEmpty()) {
      throw new IOException(why);
    }
    if (refusal.kind() != Kind.ABSENT) {
      budget.rest(source.name(), said.orElseGet(() -> usual(refusal.kind())), why);
    }
    throw new Failure.Wait(Reason.NO_DATA, why);
  }

  private Instant usual(Kind kind) {
    if (kind == Kind.THROTTLED && source.countsByTheHour()) {
      return budget.nextHour();
    }
    return budget.now().plus(kind == Kind.DENIED ? DENIED : FAILING);
  }
}
