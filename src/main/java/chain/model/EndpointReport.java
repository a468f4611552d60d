package chain.model;

import java.time.Instant;
import java.util.Optional;

/**
 * What one endpoint reported when asked for a diagnosis.
 *
 * @param chainId empty if it gave no block
 * @param height newest block, 0 if none
 * @param lagBlocks blocks behind the best endpoint
 * @param time header time of that block
 * @param version of the chain's program as the node tells it, empty if it does not
 * @param fault what is wrong with it, empty if nothing is
 * @param suggestedEndpoint how it should have been written, where that was found out
 */
public record EndpointReport(
    NodeEndpoint endpoint,
    String chainId,
    long height,
    long lagBlocks,
    Optional<Instant> time,
    String version,
    String fault,
    Optional<NodeEndpoint> suggestedEndpoint) {
  /** Of an endpoint that told nothing. */
  public static EndpointReport failed(NodeEndpoint endpoint, String fault) {
    return new EndpointReport(endpoint, "", 0, 0, Optional.empty(), "", fault, Optional.empty());
  }

  public boolean isHealthy() {
    return fault.isEmpty();
  }

  /** Whether anything is asked there; a websocket only wakes the daemon up. */
  public boolean isQueried() {
    return endpoint.protocol() != NodeEndpoint.Protocol.WEBSOCKET;
  }
}
