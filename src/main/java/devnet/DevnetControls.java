package devnet;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.LedgerState;
import devnet.ledger.LedgerTopic;
import devnet.ledger.TxRejectedException;
import devnet.market.TiingoMarketApi;
import domain.market.Candle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * What a scenario may do to the network while it runs. Changes hold from the next block or query on
 * and are seen by every node alike.
 */
public final class DevnetControls {
  private final SimulatedChain chain;
  private final TiingoMarketApi market;
  private final SimulatedClock clock;

  DevnetControls(SimulatedChain chain, TiingoMarketApi market, SimulatedClock clock) {
    this.chain = chain;
    this.market = market;
    this.clock = clock;
  }

  /** Runs the action while the block of this height is made, before its transactions. */
  public void atHeight(long height, Runnable action) {
    chain.changeConditions((mempool, schedule) -> schedule.runAtHeight(height, it -> action.run()));
  }

  /** Switches the generation: the other one's routes and type URLs are gone at once. */
  public void setEmissionsVersion(DevnetEmissionsVersion version) {
    chain.changeState(it -> it.emissionsVersion = version);
  }

  /** In uallo per unit of gas. */
  public void setGasPrice(BigDecimal price) {
    chain.changeState(it -> it.gasPrice = price);
  }

  /** Adds coins, opening the account if need be; a negative amount takes them. */
  public void fund(String address, BigInteger uallo) {
    chain.changeState(it -> it.credit(address, uallo));
  }

  /** Coins of an account that is there. */
  public void setBalance(String address, BigInteger uallo) {
    chain.changeState(it -> it.findAccount(address).orElseThrow().balance = uallo);
  }

  /** Whether the account is on the chain; one that comes back is as it was. */
  public void setAccountVisible(String address, boolean on) {
    chain.changeState(it -> it.setAccountVisible(address, on));
  }

  /** Raises the account's sequence as a transaction of another process would. */
  public void incrementSequence(String address) {
    chain.changeState(it -> it.findAccount(address).ifPresent(account -> account.sequence++));
  }

  /** Lets the granter pay the grantee's fees. */
  public void grantFees(String granter, String grantee) {
    chain.changeState(it -> it.feeGrants.add(LedgerState.feeGrantKey(granter, grantee)));
  }

  public void setRegistered(long topic, String address, boolean on) {
    changeTopic(topic, it -> setMembership(it.registeredWorkers, address, on));
  }

  /** Makes somebody else the owner of the worker's registration, in every topic. */
  public void setRegistrationOwner(String address, String owner) {
    chain.changeState(it -> it.registrationOwners.put(address, owner));
  }

  public void setWhitelisted(long topic, String address, boolean on) {
    changeTopic(topic, it -> setMembership(it.whitelist, address, on));
  }

  /** Whether only whitelisted workers may submit. */
  public void setWhitelistOnly(long topic, boolean on) {
    changeTopic(topic, it -> it.whitelistOnly = on);
  }

  /** An inactive topic skips its epochs. */
  public void setTopicActive(long topic, boolean on) {
    changeTopic(topic, it -> it.active = on);
  }

  /** A topic without funds has no weight, and so no epochs. */
  public void setTopicFunded(long topic, boolean on) {
    changeTopic(topic, it -> it.funded = on);
  }

  /** Ends every open window with the block being made, whatever was said of its length. */
  public void closeAllWindows() {
    chain.changeState(it -> it.topics.values().forEach(topic -> topic.openNonces.clear()));
  }

  /** The next included payload fails with this, whatever it holds. */
  public void failNextPayload(String codespace, int code, String log) {
    chain.changeState(it -> it.forcedFailures.add(new TxRejectedException(codespace, code, log)));
  }

  /** Takes back what {@link #failNextPayload} has ordered and no payload has met. */
  public void clearPayloadFailures() {
    chain.changeState(it -> it.forcedFailures.clear());
  }

  /** The next payloads succeed with code 0 and are not stored. */
  public void discardNextPayloads(int count) {
    chain.changeState(it -> it.discardsLeft = count);
  }

  /** The next transactions vanish although CheckTx said 0. */
  public void dropNextTransactions(int count) {
    chain.changeConditions((mempool, schedule) -> mempool.dropsLeft = count);
  }

  /** Blocks a transaction waits beyond the next one. */
  public void delayInclusion(long blocks) {
    chain.changeConditions((mempool, schedule) -> mempool.extraDelayBlocks = blocks);
  }

  /** Blocks stay empty up to this height, which is the first that takes transactions again. */
  public void holdTransactionsUntil(long height) {
    chain.changeConditions((mempool, schedule) -> mempool.heldUntil = height);
  }

  public void setMempoolFull(boolean on) {
    chain.changeConditions((mempool, schedule) -> mempool.full = on);
  }

  /** Factor on the gas a block charges, beside what simulation says. */
  public void setGasFactor(double factor) {
    chain.changeConditions((mempool, schedule) -> schedule.gasSurge = factor);
  }

  /** No block for this much chain time from now. */
  public void haltFor(Duration time) {
    Instant until = clock.instant().plus(time);
    chain.changeConditions((mempool, schedule) -> schedule.haltUntil(until));
  }

  /** Starts over at a lower height, as a test network that was reset. */
  public void restartAtHeight(long height) {
    chain.restartAtHeight(height);
  }

  /** Changes the bars the market serves. */
  public void distortMarket(UnaryOperator<List<Candle>> distortion) {
    market.distortion = distortion;
  }

  /** Shifts the market's clock against the chain's. */
  public void shiftMarketClock(Duration by) {
    market.clockShift = by;
  }

  private void changeTopic(long id, Consumer<LedgerTopic> change) {
    chain.changeState(
        it ->
            change.accept(
                it.findTopic(id)
                    .orElseThrow(() -> new IllegalArgumentException("no topic " + id))));
  }

  private static void setMembership(java.util.Set<String> names, String name, boolean on) {
    if (on) {
      names.add(name);
    } else {
      names.remove(name);
    }
  }
}
