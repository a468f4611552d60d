package chain;

import domain.Attempt;
import domain.Claim;
import domain.Failure;
import domain.Origin;
import domain.Reason;
import domain.Submission;
import domain.Window;
import java.math.BigInteger;
import wallet.Wallet;

/**
 * Makes the transaction that carries a claim. This is the door to the network: simulated data gets
 * a signature for the simulated network only.
 */
final class Signing {
  private final Nodes nodes;
  private final Queries queries;
  private final Accounts accounts;
  private final Simulation simulation;
  private final Fees fees;
  private final Dues dues;
  private final Sequences sequences;
  private final Wallet wallet;

  Signing(
      Nodes nodes,
      Queries queries,
      Accounts accounts,
      Fees fees,
      Dues dues,
      Sequences sequences,
      Wallet wallet) {
    this.nodes = nodes;
    this.queries = queries;
    this.accounts = accounts;
    this.simulation = new Simulation(nodes, queries);
    this.fees = fees;
    this.dues = dues;
    this.sequences = sequences;
    this.wallet = wallet;
  }

  Submission sign(Claim claim, int number) {
    Window window = claim.window();
    refuseSynthetic(claim);
    Account account = accounts.read();
    TxContext bare = context(account, window);
    long used =
        simulation.gas(
            about(window),
            account.sequence(),
            sequence ->
                Transactions.workerPayloadTrial(
                    window.key(), claim.value(), wallet, bare.withSequence(sequence)));
    TxContext paid =
        paid(window, bare, fees.gas(about(window), used, number), number, account.balance());
    Attempt attempt =
        sequences.take(
            window.key(),
            accounts::sequence,
            nodes.watch().head().height(),
            sequence -> attempt(claim, number, paid.withSequence(sequence)));
    return new Submission(claim, attempt);
  }

  private void refuseSynthetic(Claim claim) {
    String chainId = claim.key().chainId();
    if (claim.provenance().origin() instanceof Origin.Simulated origin
        && !Network.DEVNET_CHAIN_ID.equals(chainId)) {
      throw new Failure.Skip(
          Reason.SYNTHETIC_DATA,
          about(claim.window())
              + ": its value was made from simulated data ("
              + origin.source()
              + ") and is never signed for "
              + chainId
              + ". Configure a real market source");
    }
  }

  private TxContext context(Account account, Window window) {
    return new TxContext(
        nodes.watch().chainId(),
        queries.current().label(),
        account.number(),
        account.sequence(),
        0,
        BigInteger.ZERO,
        fees.granter(),
        window.lastHeight(),
        "");
  }

  private TxContext paid(Window window, TxContext bare, long gas, int number, BigInteger balance) {
    BigInteger fee = fees.fee(about(window), gas, number, left(window));
    BigInteger due = dues.data().add(fees.granter().isEmpty() ? fee : BigInteger.ZERO);
    if (balance.compareTo(due) < 0) {
      throw new Failure.Wait(
          Reason.NO_FUNDS,
          "%s: it costs %s uallo and %s has %s. Send ALLO to it"
              .formatted(about(window), due, wallet.address(), balance));
    }
    return bare.withFee(gas, fee);
  }

  /** Share of the window that is left. */
  private double left(Window window) {
    double length = Math.max(1, window.lastHeight() - window.nonce());
    return (window.lastHeight() - nodes.watch().head().height()) / length;
  }

  private Attempt attempt(Claim claim, int number, TxContext context) {
    SignedTx tx = Transactions.workerPayload(claim.key(), claim.value(), wallet, context);
    return new Attempt(
        number,
        tx.base64(),
        tx.hash(),
        context.sequence(),
        context.gasLimit(),
        context.fee(),
        context.timeoutHeight());
  }

  static String about(Window window) {
    return "window " + window.key().label();
  }
}
