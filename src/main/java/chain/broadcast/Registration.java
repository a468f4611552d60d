package chain.broadcast;

import chain.message.AccountMessage;
import chain.query.ProtocolFees;
import chain.tx.FeeEstimator;
import chain.window.WorkerStatusReader;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Registers a wallet in a topic as worker or reputer, once and for ever. The whitelist is asked
 * first, because the chain takes the registration fee from those it will never let submit.
 */
public final class Registration {
  private final WorkerStatusReader standings;
  private final ProtocolFees protocolFees;
  private final FeeEstimator fees;
  private final AccountTransactions transactions;

  public Registration(
      WorkerStatusReader standings,
      ProtocolFees protocolFees,
      FeeEstimator fees,
      AccountTransactions transactions) {
    this.standings = standings;
    this.protocolFees = protocolFees;
    this.fees = fees;
    this.transactions = transactions;
  }

  /** Empty if it was registered already. */
  public Optional<Attempt> register(long topic, Role role, Consumer<Duration> rest) {
    String about = "registration as " + role.label() + " in topic " + topic;
    String worker = standings.workerAddress();
    if (standings.isRegistered(topic, role)) {
      return Optional.empty();
    }
    if (!standings.isWhitelisted(topic, role)) {
      throw new Failure.Retry(
          FailureReason.NOT_WHITELISTED,
          about
              + ": "
              + worker
              + " is not whitelisted, so the fee would be lost. Ask the"
              + " topic's owner first");
    }
    BigInteger price = protocolFees.registrationFee();
    fees.requireWithinCap(about, price);
    AccountMessage message = AccountMessage.registration(topic, worker, role == Role.REPUTER);
    return Optional.of(transactions.send(transactions.price(message, about, price), rest));
  }
}
