package chain;

/**
 * A generation of the emissions module's API. REST prefix, message types and event names move
 * together with it, and a chain refuses every generation but its own.
 */
public enum Emissions {
  V10("latest_input_inference"),
  V9("latest_inference"),
  V5("latest_inference");

  private final String latestInference;

  Emissions(String latestInference) {
    this.latestInference = latestInference;
  }

  /** As it stands in paths and type names: {@code v10}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /** Prefix of its REST paths. */
  String prefix() {
    return "/emissions/" + label();
  }

  /** Name of the reply that holds a worker's newest inference; also the end of its path. */
  String latestInference() {
    return latestInference;
  }

  /** Last block height whose transactions the window of {@code nonce} accepts. */
  public long lastHeight(long nonce, long window) {
    return this == V5 ? nonce + window - 1 : nonce + window;
  }
}
