package chain;

import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.util.function.Supplier;

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

  /**
   * Asks, and turns the lack of a usable answer into the failure that lets a cycle wait.
   *
   * @throws Failure.Wait NO_ENDPOINT
   */
  static <T> T asFailure(Supplier<T> question) {
    try {
      return question.get();
    } catch (Silence silence) {
      throw new Failure.Wait(Reason.NO_ENDPOINT, silence.sentence());
    }
  }
}
