package chain.broadcast;

import base.ReadableUnits;
import chain.message.AccountMessage;
import chain.model.WorkerAccount;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import chain.query.AccountReader;
import chain.tx.FeeEstimator;
import chain.tx.GasSimulation;
import chain.tx.SequenceNumbers;
import chain.tx.Transactions;
import chain.tx.TxContext;
import chain.tx.TxErrorTable;
import chain.tx.TxRefusal;
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
 * Sends what an account asks for by hand, one transaction at a time, and waits until a block has
 * it. A daemon with the same wallet may run beside it: whose sequence number is taken signs anew.
 */
public final class AccountTransactions {
  private static final long BLOCKS = 20;

  /** Blocks that nodes may take to show what the last possible block holds. */
  private static final long GRACE = 3;

  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Pauses after which the wait ends though no node says how high the chain is. */
  private static final int MOST_PAUSES = 120;

  private final ChainAccess asks;
  private final GasSimulation simulation;
  private final FeeEstimator fees;
  private final SequenceNumbers sequences;
  private final Broadcaster broadcaster;
  private final Wallet wallet;

  /** Whom it asks. */
  public record ChainAccess(
      NodePool nodes, EmissionsQueries queries, AccountReader accounts, TxLookup lookup) {}

  /**
   * A transaction that would be taken now, and its price.
   *
   * @param about what it does, for messages
   */
  public record PricedMessage(
      AccountMessage message, String about, WorkerAccount account, TxContext context) {}

  public AccountTransactions(
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

  /**
   * Lets the network try it without sending it.
   *
   * @param spent uallo that it takes beside the fee
   * @throws Failure as the network would refuse it, or if the account cannot pay
   */
  public PricedMessage price(AccountMessage message, String about, BigInteger spent) {
    long height = asks.nodes().monitor().bestHead().height();
    WorkerAccount account = asks.accounts().readAccount();
    TxContext bare = txContext(account, height + BLOCKS);
    requireFunds(about, account, spent);
    long used =
        simulation.simulateGas(
            about,
            account.sequence(),
            sequence ->
                Transactions.unsignedAccountMessage(message, wallet, bare.withSequence(sequence)));
    long gas = fees.gasLimit(about, about, used);
    TxContext paid = bare.withFee(gas, fees.computeFee(about, gas, 1));
    requireFunds(about, account, fees.feeGranter().isEmpty() ? spent.add(paid.fee()) : spent);
    return new PricedMessage(message, about, account, paid);
  }

  /**
   * Signs it, sends it and waits for its block.
   *
   * @throws Failure if the network refuses it
   */
  public Attempt send(PricedMessage priced, Consumer<Duration> rest) {
    long height = asks.nodes().monitor().bestHead().height();
    TxContext context = priced.context().withTimeoutHeight(height + BLOCKS);
    Attempt attempt =
        sequences.reserveAndSign(
            priced.about(),
            asks.accounts()::readSequence,
            height,
            next -> signAttempt(priced.message(), context.withSequence(next)));
    var outgoing = new Broadcaster.OutgoingTx(priced.about(), priced.about(), attempt);
    if (broadcaster.broadcast(outgoing) instanceof BroadcastResult.Refused refused
        && refused.canNeverBeIncluded()) {
      throw refused.failure();
    }
    awaitInclusion(priced.about(), attempt, rest);
    return attempt;
  }

  private Attempt signAttempt(AccountMessage message, TxContext context) {
    return Transactions.signAccountMessage(message, wallet, context).toAttempt(1, context);
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

  private void requireFunds(String about, WorkerAccount account, BigInteger due) {
    if (account.balance().compareTo(due) < 0
        && asks.accounts().readHighestBalance().compareTo(due) < 0) {
      throw new Failure.Retry(
          FailureReason.NO_FUNDS,
          "%s: it costs %s, the fee included, and %s has %s. Send ALLO to it"
              .formatted(
                  about,
                  ReadableUnits.amount(due),
                  wallet.address(),
                  ReadableUnits.amount(account.balance())));
    }
  }

  /** That it is not found proves nothing, so that nobody is told to repeat it unseen. */
  private void awaitInclusion(String about, Attempt attempt, Consumer<Duration> rest) {
    boolean over = false;
    for (int pauses = 0; !over && pauses <= MOST_PAUSES; pauses++) {
      over = isPast(attempt.timeoutHeight() + GRACE);
      Optional<TxLookup.IncludedTx> found = findIncluded(attempt);
      if (found.isPresent()) {
        sequences.markIncluded(attempt, found.get().codespace(), found.get().code());
        requireSuccess(about, found.get());
        return;
      }
      rest.accept(over ? Duration.ZERO : PAUSE);
    }
    throw new Failure.Retry(
        FailureReason.NOT_INCLUDED,
        "%s: no node shows transaction %s in a block up to %d. Look it up before you repeat this"
            .formatted(about, attempt.hash(), attempt.timeoutHeight()));
  }

  private boolean isPast(long height) {
    try {
      return asks.nodes().monitor().bestHead().height() > height;
    } catch (Failure.Retry e) {
      return false; // no node answers now, which says nothing of the chain
    }
  }

  private Optional<TxLookup.IncludedTx> findIncluded(Attempt attempt) {
    try {
      return asks.lookup().findByHash(attempt.hash());
    } catch (Failure.Retry e) {
      return Optional.empty();
    }
  }

  private static void requireSuccess(String about, TxLookup.IncludedTx tx) {
    TxRefusal meaning = TxErrorTable.lookUp(tx.codespace(), tx.code(), tx.log());
    if (tx.code() != 0 && !(meaning instanceof TxRefusal.Done)) {
      throw meaning.toFailure(about, tx.log());
    }
  }
}
