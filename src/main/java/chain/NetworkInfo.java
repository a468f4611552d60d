package chain;

import chain.http.NodeUnavailableException;
import chain.model.EmissionsVersion;
import chain.model.EndpointReport;
import chain.model.TrafficMeter;
import chain.node.BlockTimes;
import chain.node.EmissionsQueries;
import chain.node.EndpointDiagnostics;
import chain.node.NodePool;
import chain.query.ConsensusReader;
import chain.query.ProtocolFees;
import chain.tx.FeeEstimator;
import chain.window.WorkerStatusReader;
import domain.Failure;
import domain.NetworkInference;
import domain.Role;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator wants to know before anything is sent. Each method asks the chain, and throws
 * {@code Failure.Retry} if no node in step answers.
 */
public final class NetworkInfo {
  private final NodePool nodes;
  private final EndpointDiagnostics diagnostics;
  private final EmissionsQueries queries;
  private final ConsensusReader consensus;
  private final WorkerStatusReader standings;
  private final FeeEstimator fees;
  private final ProtocolFees protocolFees;
  private final BlockTimes times;

  NetworkInfo(
      NodePool nodes,
      EndpointDiagnostics diagnostics,
      EmissionsQueries queries,
      ConsensusReader consensus,
      WorkerStatusReader standings,
      FeeEstimator fees,
      ProtocolFees protocolFees,
      BlockTimes times) {
    this.nodes = nodes;
    this.diagnostics = diagnostics;
    this.queries = queries;
    this.consensus = consensus;
    this.standings = standings;
    this.fees = fees;
    this.protocolFees = protocolFees;
    this.times = times;
  }

  /** Every endpoint, each asked once for this report. Never throws for what a node does. */
  public List<EndpointReport> checkEndpoints() {
    return diagnostics.checkAll();
  }

  /** All topics of the network. */
  public TopicDirectory topicDirectory() {
    return new TopicDirectory(queries);
  }

  /** As {@link #checkEndpoints} by one question each, without versions and right spellings. */
  public List<EndpointReport> checkHeads() {
    return diagnostics.checkHeads();
  }

  /** Calls and bytes by endpoint since the start. */
  public TrafficMeter traffic() {
    return nodes.httpClient().traffic();
  }

  /** The emissions generation that the network serves now. */
  public EmissionsVersion emissionsVersion() {
    return NodeUnavailableException.waitIfUnavailable(queries::currentVersion);
  }

  /** Whether this worker may submit to the topic. */
  public boolean isWhitelisted(long topic, Role role) {
    return NodeUnavailableException.waitIfUnavailable(() -> standings.isWhitelisted(topic, role));
  }

  /** Whether windows of the topic open; without funds or weight they do not. */
  public boolean isTopicActive(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> standings.isTopicActive(topic));
  }

  /** Whether this worker is registered in the topic, as the chain told it within the hour. */
  public boolean wasRegisteredLately(long topic) {
    return NodeUnavailableException.waitIfUnavailable(() -> standings.wasRegisteredLately(topic));
  }

  /** Whether this worker is registered in the topic. */
  public boolean isRegistered(long topic, Role role) {
    return NodeUnavailableException.waitIfUnavailable(() -> standings.isRegistered(topic, role));
  }

  /** Account that gets what this worker earns. */
  public String ownerAddress() {
    return NodeUnavailableException.waitIfUnavailable(standings::ownerAddress);
  }

  /** Address that pays the fees instead of the worker, if one is configured. */
  public Optional<String> feeGranter() {
    return Optional.of(fees.feeGranter()).filter(it -> !it.isEmpty());
  }

  /** Whether the chain knows of a grant from that address to this worker. */
  public boolean hasFeeGrant() {
    return NodeUnavailableException.waitIfUnavailable(
        () -> fees.hasFeeGrant(standings.workerAddress()));
  }

  /** What the worker pays for an inference now in uallo, by the usual gas limit. */
  public BigInteger typicalSubmissionCost() {
    return NodeUnavailableException.waitIfUnavailable(
            () -> fees.feeGranter().isEmpty() ? fees.typicalFee() : BigInteger.ZERO)
        .add(NodeUnavailableException.waitIfUnavailable(protocolFees::dataSendingFee));
  }

  /**
   * The network's own inference of the topic's last epochs. Empty also where no node answers: it is
   * something to compare with, and no submission waits for it.
   */
  public Optional<NetworkInference> networkInference(long topic) {
    try {
      return NodeUnavailableException.waitIfUnavailable(
          () -> consensus.readNetworkInference(topic));
    } catch (Failure.Retry e) {
      return Optional.empty();
    }
  }

  /** Header time of the newest block. */
  public Instant newestBlockTimestamp() {
    return NodeUnavailableException.waitIfUnavailable(times::newestBlockTimestamp);
  }

  /** Header time of the newest known block; makes no request. */
  public Optional<Instant> lastKnownBlockTimestamp() {
    return times.lastKnownBlockTimestamp();
  }

  /** Block time as measured, in chain time. */
  public Duration blockTime() {
    return NodeUnavailableException.waitIfUnavailable(times::blockTime);
  }
}
