package chain;

import java.time.Duration;

/**
 * A node gave no usable answer: nothing, too late, too much, or not in the language of its
 * protocol. Nothing follows from it about the chain.
 */
final class Silence extends RuntimeException {
  private final Endpoint endpoint;
  private final Duration rest;

  Silence(Endpoint endpoint, String detail) {
    this(endpoint, detail, Duration.ZERO);
  }

  /**
   * @param rest how long the node asked to be left alone
   */
  Silence(Endpoint endpoint, String detail, Duration rest) {
    super(detail);
    this.endpoint = endpoint;
    this.rest = rest;
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Duration rest() {
    return rest;
  }

  /** Which node and what was wrong with it. */
  String sentence() {
    return endpoint + " " + getMessage();
  }
}
