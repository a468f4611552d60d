package domain.market;

import java.util.Objects;

/**
 * Where market data came from. Being simulated is a type and not a flag, so that a signer for a
 * real network can refuse it by pattern.
 */
public sealed interface DataOrigin {
  /** Name of the source, e.g. {@code tiingo}. */
  String source();

  /** The origin of that name, of the one kind or the other. */
  static DataOrigin of(String source, boolean simulated) {
    return simulated ? new SimulatedMarket(source) : new RealMarket(source);
  }

  /** Prices of a real market, asked from a provider. */
  record RealMarket(String source) implements DataOrigin {
    public RealMarket {
      Objects.requireNonNull(source, "source");
    }
  }

  /** Prices served by the simulated market, generated or replayed. */
  record SimulatedMarket(String source) implements DataOrigin {
    public SimulatedMarket {
      Objects.requireNonNull(source, "source");
    }
  }
}
