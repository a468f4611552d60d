package domain;

import java.util.Objects;

/**
 * Where market data came from. Being simulated is a type and not a flag, so that a signer for a
 * real network can refuse it by pattern.
 */
public sealed interface Origin {
  /** Name of the source, e.g. {@code tiingo}. */
  String source();

  /** The origin of that name, of the one kind or the other. */
  static Origin of(String source, boolean simulated) {
    return simulated ? new Simulated(source) : new Market(source);
  }

  /** Prices of a real market, asked from a provider. */
  record Market(String source) implements Origin {
    public Market {
      Objects.requireNonNull(source, "source");
    }
  }

  /** Prices served by the simulated market, generated or replayed. */
  record Simulated(String source) implements Origin {
    public Simulated {
      Objects.requireNonNull(source, "source");
    }
  }
}
