package chain;

import base.ReadableUnits;
import chain.broadcast.AccountTransactions;
import chain.broadcast.AccountTransactions.PricedMessage;
import chain.http.NodeUnavailableException;
import chain.message.AccountMessage;
import chain.query.StakeReader;
import chain.window.WorkerStatusReader;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import wallet.Bech32Address;

/**
 * What an account does by hand with its coins and its stake. Each is priced first, which the
 * network does without sending anything, and sent only then.
 */
public final class AccountOperations {
  private final String account;
  private final AccountTransactions transactions;
  private final StakeReader stakes;
  private final WorkerStatusReader standings;
  private final Consumer<Duration> rest;

  AccountOperations(
      String account,
      AccountTransactions transactions,
      StakeReader stakes,
      WorkerStatusReader standings,
      Consumer<Duration> rest) {
    this.account = account;
    this.transactions = transactions;
    this.stakes = stakes;
    this.standings = standings;
    this.rest = rest;
  }

  /** A transaction whose price is known; nothing is signed before {@link #send}. */
  public final class Order {
    private final PricedMessage priced;

    private Order(PricedMessage priced) {
      this.priced = priced;
    }

    /** In uallo, beside what the transaction moves. */
    public BigInteger fee() {
      return priced.context().fee();
    }

    public String description() {
      return priced.about();
    }

    /**
     * Signs it, sends it and waits for its block.
     *
     * @throws domain.Failure if the network refuses it after all
     */
    public Attempt send() {
      return NodeUnavailableException.waitIfUnavailable(() -> transactions.send(priced, rest));
    }
  }

  /**
   * How an account stands with a topic, in uallo.
   *
   * @param own its own stake
   * @param delegated of others upon it
   * @param placed by it upon others
   * @param minimum that a reputer needs, own and delegated stake together
   * @param removing on its way back to the account
   * @param removedAt height of the block that pays it; 0 for none
   */
  public record StakeStatus(
      boolean registeredAsReputer,
      BigInteger own,
      BigInteger delegated,
      BigInteger placed,
      BigInteger minimum,
      boolean enough,
      BigInteger removing,
      long removedAt) {}

  public StakeStatus readStake(long topic) {
    StakeReader.Stake stake =
        NodeUnavailableException.waitIfUnavailable(() -> stakes.readStake(topic, account));
    Optional<StakeReader.Removal> removal = stake.removal();
    return new StakeStatus(
        NodeUnavailableException.waitIfUnavailable(
            () -> standings.isRegistered(topic, Role.REPUTER)),
        stake.own(),
        stake.delegated(),
        stake.placed(),
        stake.counted().minimum(),
        stake.counted().isEnough(),
        removal.map(StakeReader.Removal::amount).orElse(BigInteger.ZERO),
        removal.map(StakeReader.Removal::completed).orElse(0L));
  }

  /**
   * What an account has upon another reputer, in uallo.
   *
   * @param pending rewards that wait to be claimed
   * @param removing on its way back to the account
   * @param removedAt height of the block that pays it; 0 for none
   */
  public record DelegationStatus(
      BigInteger amount, BigInteger pending, BigInteger removing, long removedAt) {}

  public DelegationStatus readDelegation(long topic, String reputer) {
    StakeReader.Delegation placed =
        NodeUnavailableException.waitIfUnavailable(
            () -> stakes.readDelegation(topic, account, checked(reputer)));
    return new DelegationStatus(
        placed.amount(),
        placed.pending(),
        placed.removal().map(StakeReader.Removal::amount).orElse(BigInteger.ZERO),
        placed.removal().map(StakeReader.Removal::completed).orElse(0L));
  }

  /**
   * @throws Failure.Skip if there is no registration to remove
   */
  public Order unregister(long topic, Role role) {
    String about = "registration of %s as %s in topic %d".formatted(account, role.label(), topic);
    if (!NodeUnavailableException.waitIfUnavailable(() -> standings.isRegistered(topic, role))) {
      throw new Failure.Skip(
          FailureReason.NOT_REGISTERED, "there is no " + about + ": nothing to remove");
    }
    return price(
        AccountMessage.removeRegistration(topic, account, role == Role.REPUTER),
        "remove the " + about);
  }

  public Order addStake(long topic, BigInteger uallo) {
    return price(
        AccountMessage.addStake(topic, account, uallo),
        "add "
            + ReadableUnits.amount(uallo)
            + " to the stake of "
            + account
            + " in topic "
            + topic);
  }

  public Order removeStake(long topic, BigInteger uallo) {
    return price(
        AccountMessage.removeStake(topic, account, uallo),
        "remove "
            + ReadableUnits.amount(uallo)
            + " from the stake of "
            + account
            + " in topic "
            + topic);
  }

  public Order cancelRemoveStake(long topic) {
    return price(
        AccountMessage.cancelRemoveStake(topic, account),
        "cancel the removal of stake of " + account + " in topic " + topic);
  }

  public Order delegate(long topic, String reputer, BigInteger uallo) {
    return price(
        AccountMessage.delegate(topic, account, checked(reputer), uallo),
        "delegate " + ReadableUnits.amount(uallo) + " to " + reputer + " in topic " + topic);
  }

  public Order removeDelegated(long topic, String reputer, BigInteger uallo) {
    return price(
        AccountMessage.removeDelegated(topic, account, checked(reputer), uallo),
        "remove "
            + ReadableUnits.amount(uallo)
            + " delegated to "
            + reputer
            + " in topic "
            + topic);
  }

  public Order cancelRemoveDelegated(long topic, String reputer) {
    return price(
        AccountMessage.cancelRemoveDelegated(topic, account, checked(reputer)),
        "cancel the removal of stake delegated to " + reputer + " in topic " + topic);
  }

  public Order claimDelegated(long topic, String reputer) {
    return price(
        AccountMessage.claimDelegated(topic, account, checked(reputer)),
        "claim the rewards of stake delegated to " + reputer + " in topic " + topic);
  }

  public Order fundTopic(long topic, BigInteger uallo) {
    return price(
        AccountMessage.fundTopic(topic, account, uallo),
        "fund topic " + topic + " with " + ReadableUnits.amount(uallo));
  }

  private static String checked(String reputer) {
    return Bech32Address.requireValid("the name of the reputer", reputer);
  }

  private Order price(AccountMessage message, String about) {
    return NodeUnavailableException.waitIfUnavailable(
        () -> new Order(transactions.price(message, about, message.spent())));
  }
}
