package chain.model;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A generation of the emissions module's API. REST prefix, message types and event names move
 * together with it, and a chain refuses every generation but its own.
 */
public enum EmissionsVersion {
  V10("latest_input_inference"),
  V9("latest_inference"),
  V5("latest_inference");

  private static final Pattern VERSION = Pattern.compile("v?(\\d{1,3})\\.(\\d{1,3})");

  private final String latestInference;

  EmissionsVersion(String latestInference) {
    this.latestInference = latestInference;
  }

  /** As it stands in paths and type names: {@code v10}. */
  public String label() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  /**
   * The generation that a version of the chain's program serves; empty where that is not known.
   *
   * @param version such as {@code 0.17.0}, with or without a leading v
   */
  public static Optional<EmissionsVersion> fromNodeVersion(String version) {
    Matcher numbers = VERSION.matcher(version);
    if (!numbers.lookingAt()) {
      return Optional.empty();
    }
    long rank = Long.parseLong(numbers.group(1)) * 1000 + Long.parseLong(numbers.group(2));
    if (rank >= 17) {
      return Optional.of(V10);
    }
    return rank >= 12 ? Optional.of(V9) : rank == 6 ? Optional.of(V5) : Optional.empty();
  }

  /** Prefix of its REST paths. */
  public String restPrefix() {
    return "/emissions/" + label();
  }

  /** Name of the reply that holds a worker's newest inference; also the end of its path. */
  public String latestInferenceName() {
    return latestInference;
  }

  /** Last block height whose transactions the window of {@code nonce} accepts. */
  public long windowLastHeight(long nonce, long window) {
    return this == V5 ? nonce + window - 1 : nonce + window;
  }
}
