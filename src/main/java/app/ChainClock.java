package app;

import chain.Allora;
import domain.Failure;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * The time to live by: the host's on a real network; on the simulated one the chain's own, read
 * from its newest block once and carried on at its speed.
 */
final class ChainClock implements InstantSource {
  private final Allora allora;
  private final double speed;
  private InstantSource chosen;

  ChainClock(Allora allora, double speed) {
    this.allora = allora;
    this.speed = speed;
  }

  /** The host's time as long as no node has answered. */
  @Override
  public synchronized Instant instant() {
    if (chosen == null) {
      try {
        chosen = choose();
      } catch (Failure e) {
        return Instant.now();
      }
    }
    return chosen.instant();
  }

  private InstantSource choose() {
    String chainId = allora.network().chainId();
    if (!chainId.isEmpty() && !allora.network().simulated()) {
      return InstantSource.system();
    }
    Instant head = allora.facts().newestBlock();
    return allora.network().simulated() ? from(head) : InstantSource.system();
  }

  private InstantSource from(Instant head) {
    long begin = System.nanoTime();
    return () -> head.plus(Duration.ofNanos((long) ((System.nanoTime() - begin) * speed)));
  }
}
