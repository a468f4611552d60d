package chain.broadcast;

import chain.model.WorkerAccount;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import chain.query.AccountReader;
import chain.query.ProtocolFees;
import chain.tx.FeeEstimator;
import chain.tx.GasSimulation;
import chain.tx.SequenceNumbers;
import chain.tx.SignedTx;
import chain.tx.Transactions;
import chain.tx.TxContext;
import chain.tx.TxErrorMeaning;
import chain.tx.TxErrorTable;
import chain.window.WorkerStatusReader;
import domain.Attempt;
import domain.Failure;
import domain.FailureReason;
import domain.Submission.BroadcastResult;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import wallet.Wallet;

/**
 * Registers the worker in a topic, once and for ever. The whitelist is asked first, because the
 * chain takes the registration fee from those it will never let submit.
 */
public final class Registration {
  private static final long BLOCKS = 20;

  private final ChainAccess asks;
  private final GasSimulation simulation;
  private final FeeEstimator fees;
  private final SequenceNumbers sequences;
  private final Broadcaster broadcaster;
  private final Wallet wallet;

  /** Whom it asks. */
  public record ChainAccess(
      NodePool nodes,
      EmissionsQueries queries,
      WorkerStatusReader standings,
      AccountReader accounts,
      ProtocolFees dues,
      TxLookup lookup) {}

  public Registration(
      ChainAccess asks,
      FeeEstimator fees,
      SequenceNumbers sequences,
      Broadcaster broadcaster,
      Wallet wallet) {
    this.asks = asks;
    this.simulation = new GasSimulation(asks.nodes(), asks.queries());
    this.fees = fees;
    this.sequences = sequences;
    this.broadcaster = broadcaster;
    this.wallet = wallet;
  }

  public Optional<Attempt> register(long topic, Consumer<Duration> rest) {
    String about = "registration in topic " + topic;
    if (asks.standings().isRegistered(topic)) {
      return Optional.empty();
    }
    if (!asks.standings().isWhitelisted(topic)) {
      throw new Failure.Retry(
          FailureReason.NOT_WHITELISTED,
          about
              + ": "
              + wallet.address()
              + " is not whitelisted, so the fee would be lost. Ask the"
              + " topic's owner first");
    }
    Attempt attempt = buildAttempt(topic, about);
    if (broadcaster.broadcast(new Broadcaster.OutgoingTx(about, about, attempt))
        instanceof BroadcastResult.Refused refused) {
      throw refused.failure();
    }
    awaitInclusion(about, attempt, rest);
    return Optional.of(attempt);
  }

  private Attempt buildAttempt(long topic, String about) {
    long height = asks.nodes().monitor().bestHead().height();
    WorkerAccount account = asks.accounts().readAccount();
    TxContext bare = txContext(account, height + BLOCKS);
    long used =
        simulation.simulateGas(
            about,
            account.sequence(),
            sequence ->
                Transactions.unsignedRegistration(topic, wallet, bare.withSequence(sequence)));
    long gas = fees.gasLimit(about, about, used);
    TxContext paid = bare.withFee(gas, fees.computeFee(about, gas, 1));
    requireFunds(about, account, paid.fee());
    return sequences.reserveAndSign(
        about,
        asks.accounts()::readSequence,
        height,
        next -> signAttempt(topic, paid.withSequence(next)));
  }

  private Attempt signAttempt(long topic, TxContext context) {
    SignedTx tx = Transactions.signRegistration(topic, wallet, context);
    return new Attempt(
        1,
        tx.base64(),
        tx.hash(),
        context.sequence(),
        context.gasLimit(),
        context.fee(),
        context.timeoutHeight(),
        context.accountNumber());
  }

  private TxContext txContext(WorkerAccount account, long timeoutHeight) {
    return new TxContext(
        asks.nodes().monitor().chainId(),
        asks.queries().currentVersion().label(),
        account.number(),
        account.sequence(),
        0,
        BigInteger.ZERO,
        fees.feeGranter(),
        timeoutHeight,
        "");
  }

  private void requireFunds(String about, WorkerAccount account, BigInteger fee) {
    BigInteger price = asks.dues().registrationFee();
    fees.requireWithinCap(about, price);
    BigInteger due = fees.feeGranter().isEmpty() ? price.add(fee) : price;
    if (account.balance().compareTo(due) < 0
        && asks.accounts().readHighestBalance().compareTo(due) < 0) {
      throw new Failure.Retry(
          FailureReason.NO_FUNDS,
          "%s: it costs %s uallo, the fee included, and %s has %s. Send ALLO to it"
              .formatted(about, due, wallet.address(), account.balance()));
    }
  }

  private void awaitInclusion(String about, Attempt attempt, Consumer<Duration> rest) {
    while (asks.nodes().monitor().bestHead().height() <= attempt.timeoutHeight()) {
      Optional<TxLookup.IncludedTx> found = asks.lookup().findByHash(attempt.hash());
      if (found.isPresent()) {
        sequences.release(attempt);
        requireSuccess(about, found.get());
        return;
      }
      rest.accept(Duration.ofSeconds(5));
    }
    throw new Failure.Retry(
        FailureReason.NOT_INCLUDED,
        about + ": no block took transaction " + attempt.hash() + ". Nothing was paid; try again");
  }

  private static void requireSuccess(String about, TxLookup.IncludedTx tx) {
    TxErrorMeaning meaning = TxErrorTable.lookUp(tx.codespace(), tx.code(), tx.log());
    if (tx.code() != 0 && !(meaning instanceof TxErrorMeaning.Done)) {
      throw meaning.toFailure(about, tx.log());
    }
  }
}
