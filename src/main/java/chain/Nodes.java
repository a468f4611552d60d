package chain;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The nodes of a network as one that answers: asks those in step, in order, until one does. Reads
 * only: a broadcast chooses its nodes itself.
 */
final class Nodes implements AutoCloseable {
  private final Wire wire;
  private final Watch watch;

  Nodes(Network network, Pace pace) {
    this.wire = new Wire(pace);
    this.watch = new Watch(network, pace, new Probe(wire));
  }

  Watch watch() {
    return watch;
  }

  Wire wire() {
    return wire;
  }

  /**
   * @throws Failure.Wait if no REST node in step answers
   */
  Reply get(String path) {
    return ask(endpoint -> wire.get(endpoint, path), reply -> !reply.broken());
  }

  /**
   * For simulation, which changes nothing.
   *
   * @throws Failure.Wait if no REST node in step answers
   */
  Reply post(String path, JsonNode body) {
    return ask(endpoint -> wire.post(endpoint, path, body), reply -> true);
  }

  /** The first reply that will do; else the first of all, which says what is wrong. */
  private Reply ask(Function<Endpoint, Reply> question, Predicate<Reply> good) {
    List<String> troubles = new ArrayList<>();
    Reply other = null;
    for (Node node : watch.inStep(Endpoint.Protocol.REST)) {
      try {
        Reply reply = question.apply(node.endpoint());
        if (good.test(reply)) {
          return reply;
        }
        other = other == null ? reply : other;
      } catch (Silence silence) {
        node.failed(silence.getMessage(), silence.rest());
        watch.forget();
        troubles.add(silence.sentence());
      }
    }
    if (other != null) {
      return other;
    }
    throw new Failure.Wait(
        Reason.NO_ENDPOINT,
        "no node answers: " + String.join("; ", troubles.isEmpty() ? watch.troubles() : troubles));
  }

  @Override
  public void close() {
    watch.close();
  }
}
