package chain;

import java.time.Instant;
import java.util.Optional;

/**
 * What one endpoint turned out to be when asked on purpose.
 *
 * @param chainId empty if it gave no block
 * @param height newest block, 0 if none
 * @param lag blocks behind the best endpoint
 * @param time header time of that block
 * @param version of the chain's program as the node tells it, empty if it does not
 * @param trouble what is wrong with it, empty if nothing is
 * @param corrected how it should have been written, where that was found out
 */
public record EndpointFacts(
    Endpoint endpoint,
    String chainId,
    long height,
    long lag,
    Optional<Instant> time,
    String version,
    String trouble,
    Optional<Endpoint> corrected) {
  public boolean well() {
    return trouble.isEmpty();
  }

  /** Whether anything is asked there; a websocket only wakes the daemon up. */
  public boolean asked() {
    return endpoint.protocol() != Endpoint.Protocol.WEBSOCKET;
  }
}
