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
 * Changes that a scenario makes to the network while it runs. They take effect with the next block
 * or query, on every node.
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

  /** Switches the emissions version; routes and type URLs of the old one are gone at once. */
  public void setEmissionsVersion(DevnetEmissionsVersion version) {
    chain.changeState(it -> it.emissionsVersion = version);
  }

  /** Sets the gas price, in uallo per unit of gas. */
  public void setGasPrice(BigDecimal price) {
    chain.changeState(it -> it.gasPrice = price);
  }

  /**
   * Adds coins, in uallo, and opens the account if there is none; a negative amount takes coins.
   */
  public void fund(String address, BigInteger uallo) {
    chain.changeState(it -> it.credit(address, uallo));
  }

  /** Sets the balance, in uallo, of an existing account. */
  public void setBalance(String address, BigInteger uallo) {
    chain.changeState(it -> it.findAccount(address).orElseThrow().balance = uallo);
  }

  /** Hides the account from the chain, or shows it again unchanged. */
  public void setAccountVisible(String address, boolean on) {
    chain.changeState(it -> it.setAccountVisible(address, on));
  }

  /** Raises the account's sequence number, as a transaction of another process would. */
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

  /** Closes every open window at the end of the block being made, before its length is over. */
  public void closeAllWindows() {
    chain.changeState(it -> it.topics.values().forEach(topic -> topic.openNonces.clear()));
  }

  /** The next included payload fails with this error, whatever its content. */
  public void failNextPayload(String codespace, int code, String log) {
    chain.changeState(it -> it.forcedFailures.add(new TxRejectedException(codespace, code, log)));
  }

  /** Cancels the failures ordered by {@link #failNextPayload} that no payload has met yet. */
  public void clearPayloadFailures() {
    chain.changeState(it -> it.forcedFailures.clear());
  }

  /** The next payloads succeed with code 0 and are not stored. */
  public void discardNextPayloads(int count) {
    chain.changeState(it -> it.discardsLeft = count);
  }

  /** The next transactions are dropped although CheckTx returned code 0. */
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

  /** Factor between the gas that a block charges and the gas that simulation returns. */
  public void setGasFactor(double factor) {
    chain.changeConditions((mempool, schedule) -> schedule.gasFactor = factor);
  }

  /** Makes no block for this much chain time from now. */
  public void haltFor(Duration time) {
    Instant until = clock.instant().plus(time);
    chain.changeConditions((mempool, schedule) -> schedule.haltUntil(until));
  }

  /** Restarts the chain at a lower height, like a test network that was reset. */
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
