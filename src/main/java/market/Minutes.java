package market;

import domain.Candle;
import domain.Origin;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import market.Reading.Bars;
import market.Reading.Refusal;

/**
 * One source's minute prices from an epoch's base time to now, in one question. Nothing is kept.
 */
public final class Minutes implements Errand {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration OLDEST_NOW = Duration.ofMinutes(5);

  private final Source source;
  private final Patience patience;
  private final Instant base;
  private final Instant until;
  private final String pair;
  private Origin origin;
  private List<Candle> bars;

  /**
   * @param openedAt header time of the nonce's block; the base is that minute
   */
  Minutes(Source source, Budget budget, String pair, Instant openedAt) {
    this.source = source;
    this.patience = new Patience(source, budget);
    this.pair = pair;
    this.base = openedAt.truncatedTo(ChronoUnit.MINUTES);
    this.until = budget.now().truncatedTo(ChronoUnit.MINUTES);
  }

  @Override
  public boolean wantsMore() {
    return bars == null && base.isBefore(until);
  }

  @Override
  public Ask next() {
    patience.spend();
    return source.ask(pair, MINUTE, base, until);
  }

  @Override
  public void take(Reply reply) throws IOException {
    var reading = source.read(reply, pair, MINUTE);
    if (reading instanceof Bars read) {
      bars = read.bars();
      origin = Origin.of(source.name(), reply.simulated());
    } else if (reading instanceof Refusal refusal) {
      patience.judge(refusal, reply);
    }
  }

  /** What the bars say; the first must begin at the base and the last be fresh. */
  public KnownPart known() {
    var closed =
        bars == null
            ? List.<Candle>of()
            : bars.stream()
                .filter(bar -> !bar.time().isBefore(base) && bar.time().isBefore(until))
                .toList();
    if (closed.isEmpty() || !closed.get(0).time().equals(base)) {
      return KnownPart.none(source.name() + " has no minute price at " + base);
    }
    var last = closed.get(closed.size() - 1);
    if (Duration.between(last.time(), until).compareTo(OLDEST_NOW) > 0) {
      return KnownPart.none(source.name() + " has no minute price since " + last.time());
    }
    return new KnownPart(
        Math.log(last.close() / closed.get(0).open()),
        origin,
        "%s: %s at %s, %s at %s"
            .formatted(
                source.name(), closed.get(0).open(), base, last.close(), last.time().plus(MINUTE)));
  }
}
