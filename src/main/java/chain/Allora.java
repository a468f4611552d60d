package chain;

import domain.Attempt;
import domain.Claim;
import domain.Delivery;
import domain.Failure;
import domain.Receipt;
import domain.Submission;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import wallet.Wallet;

/**
 * The Allora network as one worker sees it. Every method asks the chain and keeps nothing that
 * counts: what must survive a restart belongs into the journal. Safe for use by several threads.
 */
public final class Allora implements AutoCloseable {
  private final Network network;
  private final Wallet wallet;
  private final Nodes nodes;
  private final Topics topics;
  private final Windows windows;
  private final Accounts accounts;
  private final Signing signing;
  private final Courier courier;
  private final Receipts receipts;
  private final Inferences inferences;
  private final Sightings sightings;
  private final Registration registration;
  private final Pace pace;
  private final Facts facts;
  private final Lookout lookout;

  public Allora(Network network, Wallet wallet, Pace pace, FeePolicy policy) {
    this.network = network;
    this.wallet = wallet;
    this.nodes = new Nodes(network, pace);
    Queries queries = new Queries(nodes, network.emissions());
    this.topics = new Topics(nodes, queries, pace);
    this.accounts = new Accounts(nodes, wallet.address());
    Standings standings = new Standings(queries, wallet.address());
    BlockTimes times = new BlockTimes(nodes.watch(), pace);
    this.windows = new Windows(nodes, queries, topics, standings, times, wallet.address());
    Fees fees = new Fees(nodes, policy, network.maxFee(), pace);
    Dues dues = new Dues(queries, pace);
    List<Endpoint> sockets = network.endpoints(Endpoint.Protocol.WEBSOCKET);
    this.lookout = new Lookout(windows, new Bell(sockets, nodes.wire(), queries, pace), pace);
    Sequences sequences = new Sequences();
    this.signing = new Signing(nodes, queries, accounts, fees, dues, sequences, wallet);
    TxLookup lookup = new TxLookup(nodes);
    this.courier = new Courier(nodes, lookup, sequences, fees, queries);
    this.pace = pace;
    this.facts =
        new Facts(new Checkup(network, nodes.wire()), queries, standings, fees, dues, times);
    this.registration =
        new Registration(
            new Registration.Asks(nodes, queries, standings, accounts, dues, lookup),
            fees,
            sequences,
            courier,
            wallet);
    this.inferences = new Inferences(queries);
    this.sightings = new Sightings(nodes, windows, wallet.address());
    this.receipts = new Receipts(nodes, lookup, inferences, accounts, sequences);
  }

  /** Address of this worker. */
  public String worker() {
    return wallet.address();
  }

  /** As configured, with the chain id once a node has told it. */
  public Network network() {
    return network.withChainId(nodes.watch().chainId());
  }

  /** The newest window that still accepts, if any; fails as {@link #windows}. */
  public Optional<Window> window(long topic) {
    return windows(topic).stream().findFirst();
  }

  /**
   * All windows that still accept, newest first.
   *
   * @throws Failure.Wait if no node in step answers, or the worker is not registered or not
   *     whitelisted, or the topic is inactive
   * @throws Failure.Stop if the nodes are on another chain, or the topic does not exist or does not
   *     take one number
   */
  public List<Window> windows(long topic) {
    return Silence.asFailure(() -> windows.open(topic));
  }

  /** When to look for windows. */
  public Lookout lookout() {
    return lookout;
  }

  /** Height of the newest block known to a node in step. */
  public long height() {
    return Silence.asFailure(() -> nodes.watch().head().height());
  }

  public TopicFacts topic(long topic) {
    return Silence.asFailure(() -> topics.fresh(topic));
  }

  /** Fails with {@link Failure.Wait} if it was never funded. */
  public Account account() {
    return Silence.asFailure(accounts::read);
  }

  /** In uallo; 0 for an account that was never funded. */
  public BigInteger balance() {
    return Silence.asFailure(accounts::balance);
  }

  /**
   * Signs what carries the claim; nothing leaves the house.
   *
   * @param attemptNumber from 1; a later one offers more gas and a higher fee
   * @throws Failure.Skip if the value was made from simulated data and the network is real
   * @throws Failure.Wait if the fee is above the cap, or the network would refuse it for now
   */
  public Submission sign(Claim claim, int attemptNumber) {
    return Silence.asFailure(() -> signing.sign(claim, attemptNumber));
  }

  /**
   * Registers this worker in the topic and waits until the chain says so.
   *
   * @return the transaction, empty if it was registered already
   * @throws Failure if it may not, cannot pay, or the chain does not take it
   */
  public Optional<Attempt> register(long topic) {
    return register(topic, pace::rest);
  }

  Optional<Attempt> register(long topic, Consumer<Duration> rest) {
    return Silence.asFailure(() -> registration.of(topic, rest));
  }

  /** Sends the same bytes each time it is called. Never throws for what a node does or says. */
  public Delivery broadcast(Submission submission) {
    return courier.deliver(Courier.Cargo.of(submission));
  }

  /** Fails with {@link Failure.Wait} if no node in step answers. */
  public Receipt receipt(Submission submission) {
    return Silence.asFailure(() -> receipts.of(submission));
  }

  /** Value the chain holds for this window, from whoever uses this key. */
  public Optional<String> stored(WindowKey key) {
    return Silence.asFailure(() -> inferences.stored(key));
  }

  /** Newest inference of this worker in the topic, from whoever uses this key. */
  public Optional<StoredInference> latest(long topic) {
    return Silence.asFailure(
        () -> inferences.latest(topic, worker()).map(it -> it.in(topic, windows)));
  }

  /** Answers of this worker in its latest transactions, from whoever uses this key. */
  public List<Sighting> sightings(long topic) {
    return Silence.asFailure(() -> sightings.of(topic));
  }

  /** The topic's newest window, open or closed. */
  public Window newest(long topic) {
    return Silence.asFailure(() -> windows.at(topic, topics.fresh(topic).newestNonce()));
  }

  /** What an operator wants to know beforehand. */
  public Facts facts() {
    return facts;
  }

  @Override
  public void close() {
    lookout.close();
    nodes.close();
  }
}
