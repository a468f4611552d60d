package market.fetch;

import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import market.source.CandleRequest.SourceReply;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;

/**
 * How often each source may still be asked: at most so many requests in any hour, and not at all
 * while it wants to be left alone. One throttled source never holds back another.
 */
public final class RequestBudget {
  private static final Duration HOUR = Duration.ofHours(1);

  /** For sources that publish no such limit: more than is needed, far below a nuisance. */
  private static final int UNCOUNTED = 600;

  private final int perHour;
  private final InstantSource clock;
  private final Map<String, ArrayDeque<Instant>> spent = new HashMap<>();
  private final Map<String, Pause> resting = new HashMap<>();

  public RequestBudget(int perHour, InstantSource clock) {
    this.perHour = perHour;
    this.clock = clock;
  }

  private record Pause(Instant until, String why) {}

  /**
   * Takes one request out of the budget.
   *
   * @return empty when the request may go out, else why not, and the moment from which one may
   */
  public synchronized Optional<String> tryAcquire(MarketSource source) {
    var now = clock.instant();
    var rest = resting.get(source.name());
    if (rest != null && now.isBefore(rest.until())) {
      return Optional.of(rest.why() + "; to be asked again at " + rest.until());
    }
    var requestTimes = spent.computeIfAbsent(source.name(), key -> new ArrayDeque<>());
    requestTimes.removeIf(at -> !now.minus(HOUR).isBefore(at));
    int most = source.hasHourlyQuota() ? perHour : UNCOUNTED;
    if (requestTimes.size() >= most) {
      return Optional.of(
          "%s was asked %d times within an hour, as often as it may be; to be asked again at %s"
              .formatted(source.name(), most, requestTimes.getFirst().plus(HOUR)));
    }
    requestTimes.addLast(now);
    return Optional.empty();
  }

  /** Leaves the source alone until then. */
  public synchronized void pauseSource(String source, Instant until, String why) {
    resting.put(source, new Pause(until, why));
  }

  Instant now() {
    return clock.instant();
  }

  /** Start of the next full hour: when allocations by the hour begin anew. */
  Instant nextHour() {
    return clock.instant().truncatedTo(ChronoUnit.HOURS).plus(HOUR);
  }

  /** How long and how often one source is asked in one cycle, and when it is to be left alone. */
  public static final class FetchDeadline {
    /** Real time: what a provider may take of a window, all retries and pages together. */
    public static final Duration MOST = Duration.ofSeconds(22);

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
}
