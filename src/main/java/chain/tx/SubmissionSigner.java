package chain.tx;

import base.ReadableUnits;
import chain.model.Network;
import chain.model.WorkerAccount;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import chain.query.AccountReader;
import chain.query.ProtocolFees;
import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Submission;
import domain.Window;
import domain.WindowKey;
import domain.market.DataOrigin;
import java.math.BigInteger;
import java.util.HashSet;
import java.util.OptionalLong;
import java.util.Set;
import wallet.Wallet;

/**
 * Makes the transaction that carries a claim. Nothing else signs submissions: simulated data gets a
 * signature for the simulated network only.
 */
public final class SubmissionSigner {
  private final NodePool nodes;
  private final EmissionsQueries queries;
  private final AccountReader accounts;
  private final GasSimulation simulation;
  private final FeeEstimator fees;
  private final ProtocolFees protocolFees;
  private final SequenceNumbers sequences;
  private final AcceptedGas acceptedGas;
  private final Wallet wallet;
  private BlockFacts latest;

  /** Topics, by role, whose own simulation failed last: another topic's says nothing of them. */
  private final Set<WindowKey> refused = new HashSet<>();

  /** In place of the numbers of a payload that was not simulated: no other topic's gas. */
  private static final int NOT_SIMULATED = 0;

  /**
   * What was read for one signature. It serves the others of the same block, where many topics open
   * at once, unless a transaction was refused meanwhile.
   *
   * @param changes of the sequence numbers until then
   * @param numbers in the claim, see {@link AcceptedGas#countNumbers}
   */
  private record BlockFacts(
      long changes, long readAt, int numbers, WorkerAccount account, long gasUsed) {}

  public SubmissionSigner(
      NodePool nodes,
      EmissionsQueries queries,
      AccountReader accounts,
      FeeEstimator fees,
      ProtocolFees protocolFees,
      SequenceNumbers sequences,
      AcceptedGas acceptedGas,
      Wallet wallet) {
    this.nodes = nodes;
    this.queries = queries;
    this.accounts = accounts;
    this.simulation = new GasSimulation(nodes, queries);
    this.fees = fees;
    this.protocolFees = protocolFees;
    this.sequences = sequences;
    this.acceptedGas = acceptedGas;
    this.wallet = wallet;
  }

  public Submission sign(Claim claim, int number) {
    Window window = claim.window();
    requireNoSimulatedData(claim);
    BlockFacts facts = number == 1 ? knownFacts(claim) : readFacts(claim);
    TxContext paid =
        withAffordableFee(
            window,
            txContext(facts.account(), window),
            fees.gasLimit(describeWindow(window), window.key(), facts.gasUsed()),
            facts.account().balance());
    Attempt attempt =
        sequences.reserveAndSign(
            window.key(),
            () -> isStillTrue(facts) ? facts.account().sequence() : accounts.readSequence(),
            nodes.monitor().height(),
            sequence -> signAttempt(claim, number, paid.withSequence(sequence)));
    acceptedGas.recordSigned(claim, queries.currentVersion().label(), facts.gasUsed());
    return new Submission(claim, attempt);
  }

  private synchronized BlockFacts knownFacts(Claim claim) {
    BlockFacts recent = latest;
    boolean isRecent =
        recent != null && isStillTrue(recent) && nodes.monitor().isWithinBlock(recent.readAt());
    if (isRecent
        && recent.numbers() == AcceptedGas.countNumbers(claim)
        && !refused.contains(claim.key().withNonce(0))) {
      return recent;
    }
    OptionalLong gas = acceptedGas.gasFor(claim, queries.currentVersion().label());
    if (gas.isEmpty() || refused.contains(claim.key().withNonce(0))) {
      return readFacts(claim);
    }
    long changes = sequences.changeCount();
    long now = nodes.monitor().nanoTime();
    WorkerAccount account =
        isRecent ? recent.account() : accounts.readAccount(sequences.countedSequence());
    BlockFacts facts = new BlockFacts(changes, now, NOT_SIMULATED, account, gas.getAsLong());
    latest = isRecent ? recent : facts;
    return facts;
  }

  private boolean isStillTrue(BlockFacts facts) {
    return sequences.changeCount() == facts.changes();
  }

  private synchronized BlockFacts readFacts(Claim claim) {
    latest = null;
    long changes = sequences.changeCount();
    long now = nodes.monitor().nanoTime();
    WorkerAccount account = accounts.readAccount();
    TxContext bare = txContext(account, claim.window());
    refused.add(claim.key().withNonce(0));
    long used =
        simulation.simulateGas(
            describeWindow(claim.window()),
            account.sequence(),
            sequence ->
                Transactions.unsignedPayload(
                    claim.key(), claim.value(), wallet, bare.withSequence(sequence)));
    refused.remove(claim.key().withNonce(0));
    latest = new BlockFacts(changes, now, AcceptedGas.countNumbers(claim), account, used);
    return latest;
  }

  private void requireNoSimulatedData(Claim claim) {
    String chainId = claim.key().chainId();
    if (claim.provenance().origin() instanceof DataOrigin.SimulatedMarket origin
        && !Network.DEVNET_CHAIN_ID.equals(chainId)) {
      throw new Failure.Skip(
          FailureReason.SYNTHETIC_DATA,
          describeWindow(claim.window())
              + ": its value was made from simulated data ("
              + origin.source()
              + ") and is never signed for "
              + chainId
              + ". Configure a real market source");
    }
  }

  private TxContext txContext(WorkerAccount account, Window window) {
    return new TxContext(
        nodes.monitor().chainId(),
        queries.currentVersion().label(),
        account.number(),
        account.sequence(),
        0,
        BigInteger.ZERO,
        fees.feeGranter(),
        window.lastHeight(),
        "");
  }

  private TxContext withAffordableFee(Window window, TxContext bare, long gas, BigInteger balance) {
    BigInteger fee = fees.computeFee(describeWindow(window), gas, windowShareLeft(window));
    BigInteger due =
        protocolFees.dataSendingFee().add(fees.feeGranter().isEmpty() ? fee : BigInteger.ZERO);
    if (balance.compareTo(due) < 0 && accounts.readHighestBalance().compareTo(due) < 0) {
      throw new Failure.Retry(
          FailureReason.NO_FUNDS,
          "%s: it costs %s and %s has %s. Send ALLO to it"
              .formatted(
                  describeWindow(window),
                  ReadableUnits.amount(due),
                  wallet.address(),
                  ReadableUnits.amount(balance)));
    }
    return bare.withFee(gas, fee);
  }

  /** Share of the window that is left. */
  private double windowShareLeft(Window window) {
    double length = Math.max(1, window.lastHeight() - window.nonce());
    return (window.lastHeight() - nodes.monitor().height()) / length;
  }

  private Attempt signAttempt(Claim claim, int number, TxContext context) {
    return Transactions.signPayload(claim.key(), claim.value(), wallet, context)
        .toAttempt(number, context);
  }

  public static String describeWindow(Window window) {
    return "window " + window.key().label();
  }
}
