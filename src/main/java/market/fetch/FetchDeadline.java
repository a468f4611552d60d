package market.fetch;

import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;
import market.source.SourceReply;

/** How long and how often one source is asked in one cycle, and when it is to be left alone. */
public final class FetchDeadline {
  /** Real time: what a provider may take of a window, all retries and pages together. */
  private static final Duration MOST = Duration.ofSeconds(22);

  private static final Duration DENIED = Duration.ofHours(1);
  private static final Duration FAILING = Duration.ofMinutes(1);

  private final MarketSource source;
  private final RequestBudget budget;
  private final long startedAt = System.nanoTime();

  public FetchDeadline(MarketSource source, RequestBudget budget) {
    this.source = source;
    this.budget = budget;
  }

  public boolean isExpired() {
    return System.nanoTime() - startedAt > MOST.toNanos();
  }

  /** One request out of the budget, or {@link Failure.Retry}. */
  public void acquireRequest() {
    if (isExpired()) {
      var why = source.name() + " took too long";
      budget.pauseSource(source.name(), budget.now().plus(FAILING), why);
      throw new Failure.Retry(FailureReason.NO_DATA, why);
    }
    budget
        .tryAcquire(source)
        .ifPresent(
            why -> {
              throw new Failure.Retry(FailureReason.NO_DATA, why);
            });
  }

  /**
   * What a refusal means: leave the source alone for as long as it says, or else suggests.
   *
   * @throws IOException when asking the same again may help
   * @throws Failure.Retry when it would not
   */
  public void handleRefusal(Refusal refusal, SourceReply reply) throws IOException {
    var said = reply.retryTime(budget.now());
    var why = source.name() + " " + refusal.detail();
    if (refusal.kind() == RefusalKind.TRANSIENT && said.isEmpty()) {
      throw new IOException(why);
    }
    if (refusal.kind() != RefusalKind.ABSENT) {
      budget.pauseSource(
          source.name(), said.orElseGet(() -> defaultRetryTime(refusal.kind())), why);
    }
    throw new Failure.Retry(FailureReason.NO_DATA, why);
  }

  private Instant defaultRetryTime(RefusalKind kind) {
    if (kind == RefusalKind.THROTTLED && source.hasHourlyQuota()) {
      return budget.nextHour();
    }
    return budget.now().plus(kind == RefusalKind.DENIED ? DENIED : FAILING);
  }
}
