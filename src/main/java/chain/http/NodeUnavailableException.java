package chain.http;

import base.OutsideText;
import chain.model.NodeEndpoint;
import domain.Failure;
import domain.FailureReason;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * A node gave no usable answer: nothing, too late, too much, or not in the language of its
 * protocol. Nothing follows from it about the chain.
 */
public final class NodeUnavailableException extends RuntimeException {
  private final NodeEndpoint endpoint;
  private final int status;
  private final Duration rest;

  public NodeUnavailableException(NodeEndpoint endpoint, String detail) {
    this(endpoint, detail, 0, Duration.ZERO);
  }

  /**
   * @param status HTTP status of what came in place of an answer
   * @param rest how long the node asked to be left alone
   */
  NodeUnavailableException(NodeEndpoint endpoint, String detail, int status, Duration rest) {
    super(OutsideText.cleanMessage(detail));
    this.endpoint = endpoint;
    this.status = status;
    this.rest = rest;
  }

  /** HTTP status of what came in place of an answer, such as a proxy's page; 0 if nothing did. */
  public int status() {
    return status;
  }

  public Duration retryAfter() {
    return rest;
  }

  /** Which node and what was wrong with it. */
  public String messageWithEndpoint() {
    return endpoint + " " + getMessage();
  }

  /**
   * Asks, and turns the lack of a usable answer into the failure that lets a cycle wait.
   *
   * @throws Failure.Retry NO_ENDPOINT
   */
  public static <T> T waitIfUnavailable(Supplier<T> question) {
    try {
      return question.get();
    } catch (NodeUnavailableException unavailable) {
      throw new Failure.Retry(FailureReason.NO_ENDPOINT, unavailable.messageWithEndpoint());
    }
  }
}
