package chain;

import chain.broadcast.AccountTransactions;
import chain.broadcast.Broadcaster;
import chain.broadcast.Registration;
import chain.broadcast.SubmissionOutcomeReader;
import chain.broadcast.TxLookup;
import chain.http.NodeUnavailableException;
import chain.model.FeePolicy;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.PastSubmission;
import chain.model.StoredInference;
import chain.model.Timeouts;
import chain.model.TopicInfo;
import chain.model.WorkerAccount;
import chain.node.BlockTimes;
import chain.node.EmissionsQueries;
import chain.node.EndpointDiagnostics;
import chain.node.NodePool;
import chain.query.AccountReader;
import chain.query.ConsensusReader;
import chain.query.InferenceReader;
import chain.query.PastSubmissionReader;
import chain.query.ProtocolFees;
import chain.query.ReputerReader;
import chain.query.ReputerWindows;
import chain.query.RewardReader;
import chain.query.ScoreReader;
import chain.query.StakeReader;
import chain.tx.AcceptedGas;
import chain.tx.FeeEstimator;
import chain.tx.SequenceNumbers;
import chain.tx.SubmissionSigner;
import chain.window.PollSchedule;
import chain.window.TopicCache;
import chain.window.WindowEventSubscription;
import chain.window.WindowFinder;
import chain.window.WorkerStatusReader;
import domain.Attempt;
import domain.Claim;
import domain.Role;
import domain.Role.Task;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongPredicate;
import wallet.Wallet;

/**
 * The Allora network as one worker sees it. Every method asks the chain and keeps nothing that
 * counts: what must survive a restart belongs in the journal. Safe for use by several threads.
 */
public final class AlloraClient implements AutoCloseable {
  private final Network network;
  private final Wallet wallet;
  private final NodePool nodes;
  private final TopicCache topics;
  private final BlockTimes blockTimes;
  private final WindowFinder windows;
  private final AccountReader accounts;
  private final SubmissionSigner signing;
  private final Broadcaster broadcaster;
  private final SubmissionOutcomeReader receipts;
  private final InferenceReader inferences;
  private final PastSubmissionReader workerTransactions;
  private final Registration registration;
  private final Timeouts timeouts;
  private final NetworkInfo facts;
  private final AccountOperations accountOperations;
  private final ReputerClient reputer;
  private final ScoreReader standings;
  private final WindowPollTiming pollTiming;
  private final SequenceNumbers sequences;

  public AlloraClient(Network network, Wallet wallet, Timeouts timeouts, FeePolicy policy) {
    this(network, wallet, timeouts, policy, topic -> List.of());
  }

  /**
   * @param labels declared for a topic; none where it takes one number
   */
  public AlloraClient(
      Network network,
      Wallet wallet,
      Timeouts timeouts,
      FeePolicy policy,
      LongFunction<List<String>> labels) {
    this.network = network;
    this.wallet = wallet;
    this.nodes = new NodePool(network, timeouts);
    EmissionsQueries queries = new EmissionsQueries(nodes, network.emissions());
    this.topics = new TopicCache(nodes, queries, timeouts);
    this.accounts = new AccountReader(nodes, wallet.address());
    WorkerStatusReader standings = new WorkerStatusReader(queries, wallet.address(), timeouts);
    this.blockTimes = new BlockTimes(nodes.monitor(), timeouts);
    PollSchedule schedule = new PollSchedule(blockTimes, timeouts);
    this.windows =
        new WindowFinder(
            nodes, queries, topics, standings, blockTimes, schedule, wallet.address(), labels);
    FeeEstimator fees = new FeeEstimator(nodes, policy, network.maxFee(), timeouts);
    ProtocolFees protocolFees = new ProtocolFees(queries, timeouts);
    List<NodeEndpoint> sockets = network.endpoints(NodeEndpoint.Protocol.WEBSOCKET);
    this.pollTiming =
        new WindowPollTiming(
            windows,
            schedule,
            new WindowEventSubscription(sockets, nodes.httpClient(), queries, timeouts));
    this.sequences = new SequenceNumbers();
    AcceptedGas acceptedGas = new AcceptedGas(sequences);
    this.signing =
        new SubmissionSigner(
            nodes, queries, accounts, fees, protocolFees, sequences, acceptedGas, wallet);
    TxLookup lookup = new TxLookup(nodes);
    this.broadcaster = new Broadcaster(nodes, lookup, accounts, sequences, fees, queries);
    this.timeouts = timeouts;
    this.facts =
        new NetworkInfo(
            nodes,
            new EndpointDiagnostics(network, nodes),
            queries,
            new ConsensusReader(nodes, queries, topics),
            standings,
            fees,
            protocolFees,
            blockTimes);
    AccountTransactions transactions =
        new AccountTransactions(
            new AccountTransactions.ChainAccess(nodes, queries, accounts, lookup),
            fees,
            sequences,
            broadcaster,
            wallet);
    this.registration = new Registration(standings, protocolFees, fees, transactions);
    StakeReader stakes = new StakeReader(queries, protocolFees);
    this.accountOperations =
        new AccountOperations(wallet.address(), transactions, stakes, standings, timeouts::sleep);
    ReputerReader reports = new ReputerReader(queries);
    this.standings = new ScoreReader(reports);
    this.reputer =
        new ReputerClient(
            new ReputerWindows(nodes.monitor(), topics, standings, reports, stakes, blockTimes),
            reports,
            topics,
            blockTimes,
            protocolFees);
    this.inferences = new InferenceReader(nodes, queries);
    this.workerTransactions = new PastSubmissionReader(nodes, windows, wallet.address());
    this.receipts =
        new SubmissionOutcomeReader(
            nodes, lookup, inferences, accounts, sequences, fees, acceptedGas, blockTimes);
  }

  /** Address of this worker. */
  public String workerAddress() {
    return wallet.address();
  }

  /** As configured, with the chain id once a node has told it. */
  public Network network() {
    return network.withChainId(nodes.monitor().chainId());
  }

  /** The newest window that still accepts, if any; fails as {@link #openWindows}. */
  public Optional<Window> newestOpenWindow(long topic) {
    return openWindows(topic).stream().findFirst();
  }

  /**
   * All windows that still accept, newest first.
   *
   * @throws domain.Failure.Retry if no node in step answers, or the worker is not registered or not
   *     whitelisted, or the topic is inactive
   * @throws domain.Failure.Stop if the nodes are on another chain, or the topic does not exist or
   *     does not take what is declared for it
   */
  public List<Window> openWindows(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> windows.openWindows(topic));
  }

  /** When to poll for windows. */
  public WindowPollTiming pollTiming() {
    return pollTiming;
  }

  /** Height of the newest block known to a node in step. */
  public long latestHeight() {
    return NodeUnavailableException.waitIfUnavailable(() -> nodes.monitor().bestHead().height());
  }

  /** The same, computed from the last known block without a request; 0 before the first one. */
  public long estimatedHeight() {
    return blockTimes.estimatedHeight();
  }

  /** Chain time between two blocks as measured last, the usual 5 s before that; asks nobody. */
  public Duration estimatedBlockTime() {
    return blockTimes.measured();
  }

  /** As the chain told it within the hour, so its newest nonce may have been followed by others. */
  public TopicInfo topicInfo(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> topics.cachedTopic(topic));
  }

  /** As the chain told it last; asks nobody. */
  public Optional<TopicInfo> knownTopicInfo(long topic) {
    return topics.knownTopic(topic);
  }

  /** Fails with {@link domain.Failure.Retry} if it was never funded. */
  public WorkerAccount account() {
    return NodeUnavailableException.waitIfUnavailable(accounts::readAccount);
  }

  /** In uallo; 0 for an account that was never funded. */
  public BigInteger balance() {
    return NodeUnavailableException.waitIfUnavailable(accounts::readBalance);
  }

  /**
   * Signs the transaction that carries the claim; sends nothing.
   *
   * @param attemptNumber from 1; it offers more gas or a higher fee only if that was refused before
   * @throws domain.Failure.Skip if the value was made from simulated data and the network is real
   * @throws domain.Failure.Retry if the fee is above the cap, or the network would refuse it for
   *     now
   */
  public Submission sign(Claim claim, int attemptNumber) {
    return NodeUnavailableException.waitIfUnavailable(() -> signing.sign(claim, attemptNumber));
  }

  /**
   * Registers this wallet in the topic and waits until the chain says so.
   *
   * @return the transaction, empty if it was registered already
   * @throws domain.Failure if it may not, cannot pay, or the chain does not take it
   */
  public Optional<Attempt> register(long topic, Role role) {
    return register(topic, role, timeouts::sleep);
  }

  public Optional<Attempt> register(long topic, Role role, Consumer<Duration> rest) {
    topicInfo(topic);
    return NodeUnavailableException.waitIfUnavailable(
        () -> registration.register(topic, role, rest));
  }

  /** To be called where another process may have used the wallet since. */
  public void forgetOwnTransactions() {
    sequences.forgetAll();
  }

  /** Sends the same bytes each time it is called. Never throws for what a node does or says. */
  public BroadcastResult broadcast(Submission submission) {
    return broadcaster.broadcast(Broadcaster.OutgoingTx.fromSubmission(submission));
  }

  /** Fails with {@link domain.Failure.Retry} if no node in step answers. */
  public SubmissionOutcome receipt(Submission submission) {
    return NodeUnavailableException.waitIfUnavailable(() -> receipts.readReceipt(submission));
  }

  /** Value the chain holds for this window, from whoever uses this key. */
  public Optional<String> storedValue(WindowKey key) {
    return NodeUnavailableException.waitIfUnavailable(() -> inferences.readStoredValue(key));
  }

  /** What the chain holds of the kind that was claimed, from whoever uses this key. */
  public Optional<String> storedValue(Claim claim) {
    return NodeUnavailableException.waitIfUnavailable(() -> inferences.readStoredValue(claim));
  }

  /** Whether all nodes that answer hold it: the program stops over it. */
  public boolean isHeldByAll(StoredInference stored) {
    return NodeUnavailableException.waitIfUnavailable(
        () -> inferences.isHeldByAll(stored.window().key(), stored.value()));
  }

  /** Newest inference of this worker in the topic, from whoever uses this key. */
  public Optional<StoredInference> latestInference(long topic) {
    return NodeUnavailableException.waitIfUnavailable(
        () ->
            inferences.readLatest(topic, workerAddress()).map(it -> it.withWindow(topic, windows)));
  }

  /** What the topic's newest closed window holds of this worker, from whoever uses this key. */
  public Optional<StoredInference> newestClosedInference(long topic) {
    return newestWindow(topic)
        .flatMap(it -> latestHeight() <= it.lastHeight() ? windowBefore(it) : Optional.of(it))
        .flatMap(it -> storedValue(it.key()).map(value -> new StoredInference(it, value)));
  }

  private Optional<Window> windowBefore(Window window) {
    long nonce = window.nonce() - topicInfo(window.topic()).epochLength();
    return nonce <= 0
        ? Optional.empty()
        : Optional.of(windows.windowOfNonce(window.topic(), nonce));
  }

  /** Submissions of this worker in its latest transactions, from whoever uses this key. */
  public List<PastSubmission> recentTransactions(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> workerTransactions.readRecent(topic));
  }

  /** The topic's newest window, open or closed; empty before its first epoch. */
  public Optional<Window> newestWindow(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> windows.newestWindow(topic));
  }

  /**
   * How the network judges this wallet in a topic.
   *
   * @param others tasks that are asked about beside inferences
   * @throws domain.Failure.Retry if no node answers
   */
  public NetworkStanding standing(long topic, Set<Task> others) {
    return NodeUnavailableException.waitIfUnavailable(
        () ->
            NetworkStanding.read(
                standings,
                new RewardReader(nodes),
                new NetworkStanding.Worker(topic, workerAddress()),
                topics.cachedTopic(topic).epochLength(),
                others));
  }

  /**
   * What the blocks that closed the newest epochs of a topic paid to this worker, for inferences
   * and forecasts, in uallo by height.
   *
   * @param most epochs
   * @param known heights from which on nothing is asked
   * @throws domain.Failure.Retry if no RPC node tells
   */
  public SortedMap<Long, BigInteger> earnings(long topic, int most, LongPredicate known) {
    return NodeUnavailableException.waitIfUnavailable(
        () ->
            new RewardReader(nodes)
                .readEarnings(
                    topic,
                    workerAddress(),
                    RewardReader.closingHeights(
                        standings.lastClosedEpoch(topic).height(),
                        topics.cachedTopic(topic).epochLength(),
                        most,
                        known)));
  }

  /** What a reputer asks and does. */
  public ReputerClient reputer() {
    return reputer;
  }

  /** What this account can do by hand beside registering. */
  public AccountOperations accountOperations() {
    return accountOperations;
  }

  /** What an operator wants to know beforehand. */
  public NetworkInfo networkInfo() {
    return facts;
  }

  @Override
  public void close() {
    pollTiming.close();
    nodes.close();
  }
}
