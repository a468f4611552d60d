package chain;

import domain.Failure;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an operator wants to know before anything is sent. Each method asks the chain, and throws
 * {@code Failure.Wait} if no node in step answers.
 */
public final class Facts {
  private final Checkup checkup;
  private final Queries queries;
  private final Consensus consensus;
  private final Standings standings;
  private final Fees fees;
  private final Dues dues;
  private final BlockTimes times;

  Facts(
      Checkup checkup,
      Queries queries,
      Standings standings,
      Fees fees,
      Dues dues,
      BlockTimes times) {
    this.checkup = checkup;
    this.queries = queries;
    this.consensus = new Consensus(queries);
    this.standings = standings;
    this.fees = fees;
    this.dues = dues;
    this.times = times;
  }

  /** Every endpoint, asked on purpose. Never throws for what a node does. */
  public List<EndpointFacts> endpoints() {
    return checkup.endpoints();
  }

  /** The emissions generation the network speaks now. */
  public Emissions emissions() {
    return Silence.asFailure(queries::current);
  }

  /** Whether this worker may submit to the topic. */
  public boolean whitelisted(long topic) {
    return Silence.asFailure(() -> standings.whitelisted(topic));
  }

  /** Whether this worker is registered in the topic. */
  public boolean registered(long topic) {
    return Silence.asFailure(() -> standings.registered(topic));
  }

  /** Account that gets what this worker earns. */
  public String owner() {
    return Silence.asFailure(standings::owner);
  }

  /** Address that pays the fees instead of the worker, if one is configured. */
  public Optional<String> granter() {
    return Optional.of(fees.granter()).filter(it -> !it.isEmpty());
  }

  /** Whether the chain knows of a grant from that address to this worker. */
  public boolean granted() {
    return Silence.asFailure(() -> fees.allowed(standings.worker()));
  }

  /** What the worker pays for an inference now in uallo, by the usual gas limit. */
  public BigInteger usualSpend() {
    return Silence.asFailure(() -> fees.granter().isEmpty() ? fees.usual() : BigInteger.ZERO)
        .add(Silence.asFailure(dues::data));
  }

  /**
   * The network's own inference of the topic's last epochs. Empty also where no node answers: it is
   * something to compare with, and no answer of ours waits for it.
   */
  public OptionalDouble consensus(long topic) {
    try {
      return Silence.asFailure(() -> consensus.of(topic));
    } catch (Failure.Wait e) {
      return OptionalDouble.empty();
    }
  }

  /** Header time of the newest block. */
  public Instant newestBlock() {
    return Silence.asFailure(times::newest);
  }

  /** Header time of the newest block heard of; asks nobody. */
  public Optional<Instant> knownBlock() {
    return times.known();
  }

  /** Block time as measured, in chain time. */
  public Duration blockTime() {
    return Silence.asFailure(times::blockTime);
  }
}
