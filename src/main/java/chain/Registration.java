package chain;

import domain.Attempt;
import domain.Delivery;
import domain.Failure;
import domain.Reason;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import wallet.Wallet;

/**
 * Registers the worker in a topic, once and for ever. The whitelist is asked first, because the
 * chain takes the registration fee from those it will never let submit.
 */
final class Registration {
  private static final long BLOCKS = 20;

  private final Asks asks;
  private final Simulation simulation;
  private final Fees fees;
  private final Sequences sequences;
  private final Courier courier;
  private final Wallet wallet;

  /** Whom it asks. */
  record Asks(
      Nodes nodes,
      Queries queries,
      Standings standings,
      Accounts accounts,
      Dues dues,
      TxLookup lookup) {}

  Registration(Asks asks, Fees fees, Sequences sequences, Courier courier, Wallet wallet) {
    this.asks = asks;
    this.simulation = new Simulation(asks.nodes(), asks.queries());
    this.fees = fees;
    this.sequences = sequences;
    this.courier = courier;
    this.wallet = wallet;
  }

  Optional<Attempt> of(long topic, Consumer<Duration> rest) {
    String about = "registration in topic " + topic;
    if (asks.standings().registered(topic)) {
      return Optional.empty();
    }
    if (!asks.standings().whitelisted(topic)) {
      throw new Failure.Wait(
          Reason.NOT_WHITELISTED,
          about
              + ": "
              + wallet.address()
              + " is not whitelisted, so the fee would be lost. Ask the"
              + " topic's owner first");
    }
    Attempt attempt = signed(topic, about);
    if (courier.deliver(new Courier.Cargo(about, about, attempt))
        instanceof Delivery.Refused refused) {
      throw refused.failure();
    }
    await(about, attempt, rest);
    return Optional.of(attempt);
  }

  private Attempt signed(long topic, String about) {
    long height = asks.nodes().watch().head().height();
    Account account = asks.accounts().read();
    TxContext bare = context(account, height + BLOCKS);
    long used =
        simulation.gas(
            about,
            account.sequence(),
            sequence -> Transactions.registerTrial(topic, wallet, bare.withSequence(sequence)));
    long gas = fees.gas(about, used, 1);
    TxContext paid = bare.withFee(gas, fees.fee(about, gas, 1, 1));
    demandFunds(about, account, paid.fee());
    return sequences.take(
        about, asks.accounts()::sequence, height, next -> sign(topic, paid.withSequence(next)));
  }

  private Attempt sign(long topic, TxContext context) {
    SignedTx tx = Transactions.register(topic, wallet, context);
    return new Attempt(
        1,
        tx.base64(),
        tx.hash(),
        context.sequence(),
        context.gasLimit(),
        context.fee(),
        context.timeoutHeight());
  }

  private TxContext context(Account account, long timeoutHeight) {
    return new TxContext(
        asks.nodes().watch().chainId(),
        asks.queries().current().label(),
        account.number(),
        account.sequence(),
        0,
        BigInteger.ZERO,
        fees.granter(),
        timeoutHeight,
        "");
  }

  private void demandFunds(String about, Account account, BigInteger fee) {
    BigInteger price = asks.dues().registration();
    fees.demandWithinCap(about, price);
    BigInteger due = fees.granter().isEmpty() ? price.add(fee) : price;
    if (account.balance().compareTo(due) < 0) {
      throw new Failure.Wait(
          Reason.NO_FUNDS,
          "%s: it costs %s uallo, the fee included, and %s has %s. Send ALLO to it"
              .formatted(about, due, wallet.address(), account.balance()));
    }
  }

  private void await(String about, Attempt attempt, Consumer<Duration> rest) {
    while (asks.nodes().watch().head().height() <= attempt.timeoutHeight()) {
      Optional<TxLookup.Found> found = asks.lookup().find(attempt.hash());
      if (found.isPresent()) {
        sequences.release(attempt);
        demandSuccess(about, found.get());
        return;
      }
      rest.accept(Duration.ofSeconds(5));
    }
    throw new Failure.Wait(
        Reason.NOT_INCLUDED,
        about + ": no block took transaction " + attempt.hash() + ". Nothing was paid; try again");
  }

  private static void demandSuccess(String about, TxLookup.Found tx) {
    Verdict verdict = Verdicts.of(tx.codespace(), tx.code(), tx.log());
    if (tx.code() != 0 && !(verdict instanceof Verdict.Done)) {
      throw verdict.failure(about, tx.log());
    }
  }
}
