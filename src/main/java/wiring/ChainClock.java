package wiring;

import chain.AlloraClient;
import domain.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time to live by: the host's on a real network; on the simulated one the chain's own, read
 * from its newest block and carried on at its speed. A chain that leaps takes this clock with it.
 */
public final class ChainClock implements InstantSource {
  private final AlloraClient allora;
  private final double speed;
  private InstantSource chosen;

  public ChainClock(AlloraClient allora, double speed) {
    this.allora = allora;
    this.speed = speed;
  }

  /** The host's time as long as no node has answered. */
  @Override
  public synchronized Instant instant() {
    if (chosen == null) {
      try {
        chosen = chooseClock();
      } catch (Failure e) {
        return Instant.now();
      }
    }
    return chosen.instant();
  }

  private InstantSource chooseClock() {
    String chainId = allora.network().chainId();
    if (!chainId.isEmpty() && !allora.network().allowsSimulatedData()) {
      return InstantSource.system();
    }
    Instant head = allora.networkInfo().newestBlockTimestamp();
    return allora.network().allowsSimulatedData() ? chainTimeFrom(head) : InstantSource.system();
  }

  private InstantSource chainTimeFrom(Instant head) {
    return new ExtrapolatedClock(head, System.nanoTime());
  }

  /** Never goes back: a block is at most as new as the moment its header arrives. */
  private final class ExtrapolatedClock implements InstantSource {
    private Instant anchor;
    private long since;

    ExtrapolatedClock(Instant anchor, long since) {
      this.anchor = anchor;
      this.since = since;
    }

    @Override
    public Instant instant() {
      long now = System.nanoTime();
      Instant carried = anchor.plus(Duration.ofNanos((long) ((now - since) * speed)));
      Instant heard = allora.networkInfo().lastKnownBlockTimestamp().orElse(carried);
      if (!heard.isAfter(carried)) {
        return carried;
      }
      anchor = heard;
      since = now;
      return heard;
    }
  }
}
