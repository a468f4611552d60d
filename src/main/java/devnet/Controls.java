package devnet;

import domain.Candle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;

/**
 * What a scenario may do to the network while it runs. Changes hold from the next block or query on
 * and are seen by every node alike.
 */
public final class Controls {
  private final Ledger ledger;
  private final MarketApi market;
  private final SimClock clock;

  Controls(Ledger ledger, MarketApi market, SimClock clock) {
    this.ledger = ledger;
    this.market = market;
    this.clock = clock;
  }

  /** Runs the action while the block of this height is made, before its transactions. */
  public void at(long height, Runnable action) {
    ledger.conditions((mempool, schedule) -> schedule.at(height, it -> action.run()));
  }

  /** Switches the generation: the other one's routes and type URLs are gone at once. */
  public void emissions(Emissions version) {
    ledger.change(it -> it.emissions = version);
  }

  /** In uallo per unit of gas. */
  public void gasPrice(BigDecimal price) {
    ledger.change(it -> it.gasPrice = price);
  }

  public void registrationFee(BigInteger uallo) {
    ledger.change(it -> it.registrationFee = uallo);
  }

  /** Adds coins, opening the account if need be; a negative amount takes them. */
  public void fund(String address, BigInteger uallo) {
    ledger.change(it -> it.credit(address, uallo));
  }

  /** Coins of an account that is there. */
  public void balance(String address, BigInteger uallo) {
    ledger.change(it -> it.account(address).orElseThrow().balance = uallo);
  }

  /** Whether the account is on the chain; one that comes back is as it was. */
  public void known(String address, boolean on) {
    ledger.change(it -> it.known(address, on));
  }

  /** Raises the account's sequence as a transaction of another process would. */
  public void spendSequence(String address) {
    ledger.change(it -> it.account(address).ifPresent(account -> account.sequence++));
  }

  /** Lets the granter pay the grantee's fees. */
  public void grant(String granter, String grantee) {
    ledger.change(it -> it.grants.add(State.grant(granter, grantee)));
  }

  public void registered(long topic, String address, boolean on) {
    topic(topic, it -> put(it.registered, address, on));
  }

  /** Makes somebody else the owner of the worker's registration, in every topic. */
  public void ownedBy(String address, String owner) {
    ledger.change(it -> it.owners.put(address, owner));
  }

  public void whitelisted(long topic, String address, boolean on) {
    topic(topic, it -> put(it.whitelist, address, on));
  }

  /** Whether only whitelisted workers may submit. */
  public void restricted(long topic, boolean on) {
    topic(topic, it -> it.restricted = on);
  }

  /** An inactive topic skips its epochs. */
  public void active(long topic, boolean on) {
    topic(topic, it -> it.active = on);
  }

  /** A topic without funds has no weight, and so no epochs. */
  public void funded(long topic, boolean on) {
    topic(topic, it -> it.funded = on);
  }

  /** Ends every open window with the block being made, whatever was said of its length. */
  public void closeWindows() {
    ledger.change(it -> it.topics.values().forEach(topic -> topic.open.clear()));
  }

  /** Size of the active set of every topic; small ones make admission a matter of scores. */
  public void activeSet(int limit) {
    ledger.change(it -> it.activeSet = limit);
  }

  public void score(long topic, String worker, double value) {
    topic(topic, it -> it.scores.put(worker, value, 0));
  }

  /** The next included payload fails with this, whatever it holds. */
  public void failNext(String codespace, int code, String log) {
    ledger.change(it -> it.forced.add(new Refusal(codespace, code, log)));
  }

  /** Takes back what {@link #failNext} has ordered and no payload has met. */
  public void failNone() {
    ledger.change(it -> it.forced.clear());
  }

  /** The next payloads succeed with code 0 and are not stored. */
  public void discardNext(int count) {
    ledger.change(it -> it.discards = count);
  }

  /** The next transactions vanish although CheckTx said 0. */
  public void dropNext(int count) {
    ledger.conditions((mempool, schedule) -> mempool.drops = count);
  }

  /** Blocks a transaction waits beyond the next one. */
  public void delayInclusion(long blocks) {
    ledger.conditions((mempool, schedule) -> mempool.delay = blocks);
  }

  /** Blocks stay empty up to this height, which is the first that takes transactions again. */
  public void holdUntil(long height) {
    ledger.conditions((mempool, schedule) -> mempool.heldUntil = height);
  }

  public void mempoolFull(boolean on) {
    ledger.conditions((mempool, schedule) -> mempool.full = on);
  }

  /** Factor on the gas a block charges, beside what simulation says. */
  public void gasSurge(double factor) {
    ledger.conditions((mempool, schedule) -> schedule.gasSurge = factor);
  }

  /** No block for this much chain time from now. */
  public void halt(Duration time) {
    Instant until = clock.instant().plus(time);
    ledger.conditions((mempool, schedule) -> schedule.halt(until));
  }

  /** Time between blocks by height. */
  public void blockTime(LongFunction<Duration> byHeight) {
    ledger.conditions((mempool, schedule) -> schedule.blockTime(byHeight));
  }

  /** Starts over at a lower height, as a test network that was reset. */
  public void restart(long height) {
    ledger.restart(height);
  }

  /** Changes the bars the market serves. */
  public void distortMarket(UnaryOperator<List<Candle>> distortion) {
    market.distortion = distortion;
  }

  /** Shifts the market's clock against the chain's. */
  public void shiftMarket(Duration by) {
    market.shift = by;
  }

  private void topic(long id, Consumer<Topic> change) {
    ledger.change(
        it ->
            change.accept(
                it.topic(id).orElseThrow(() -> new IllegalArgumentException("no topic " + id))));
  }

  private static void put(java.util.Set<String> names, String name, boolean on) {
    if (on) {
      names.add(name);
    } else {
      names.remove(name);
    }
  }
}
