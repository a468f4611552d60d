package market;

import domain.Failure;
import domain.Origin;
import java.io.IOException;
import java.time.Instant;
import market.Reading.Bars;
import market.Reading.Refusal;

/**
 * One small question to a source that does not serve now: its last four days, to hold against those
 * of the one that does. Never repeated, and left out when witnesses are at hand or time is short.
 */
public final class Glance implements Errand {
  private final Desk desk;
  private final Gathering served;
  private final Source source;
  private final Patience patience;
  private Ask plan;

  Glance(Desk desk, Gathering served, Source source) {
    this.desk = desk;
    this.served = served;
    this.source = source;
    this.patience = new Patience(source, desk.budget());
  }

  @Override
  public boolean wantsMore() {
    return plan == null && served.hasTime() && desk.lacksWitnesses(served);
  }

  @Override
  public Ask next() {
    patience.spend();
    Instant until = served.until();
    plan = source.ask(served.pair(), Gathering.HOUR, until.minus(Gathering.REVISED), until);
    return plan;
  }

  /**
   * @throws Failure.Wait when it has nothing to say or no reason to be believed
   */
  @Override
  public void take(Reply reply) throws IOException {
    var reading = source.read(reply, served.pair(), Gathering.HOUR);
    if (reading instanceof Bars bars) {
      desk.keep(served.pair(), Origin.of(source.name(), reply.simulated()), plan, bars.bars());
    } else if (reading instanceof Refusal refusal) {
      patience.judge(refusal, reply);
    }
  }
}
