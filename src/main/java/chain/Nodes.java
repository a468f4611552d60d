package chain;

import com.fasterxml.jackson.databind.JsonNode;
import domain.Failure;
import domain.Reason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The nodes of a network as one that answers: asks those in step, in order, until one does, and
 * after a rest goes round again. Reads only: a broadcast chooses its nodes itself.
 */
final class Nodes implements AutoCloseable {
  /** More would be hammering: who asks comes back a block later anyway. */
  private static final int ROUNDS = 4;

  private static final Duration FIRST_REST = Duration.ofMillis(500);
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final Wire wire;
  private final Watch watch;
  private final Pace pace;
  private final ExecutorService threads = Headcount.threads("chain-read");

  Nodes(Network network, Pace pace) {
    this.pace = pace;
    this.wire = new Wire(pace);
    this.watch = new Watch(network, pace, new Probe(wire));
  }

  Watch watch() {
    return watch;
  }

  Wire wire() {
    return wire;
  }

  /** Does all of it at once, and waits no longer than a moment for what takes longer. */
  void atOnce(List<Runnable> works) {
    CompletableFuture<?>[] all =
        works.stream()
            .map(it -> CompletableFuture.runAsync(it, threads))
            .toArray(CompletableFuture[]::new);
    Headcount.await(CompletableFuture.allOf(all), pace.wall(MOMENT, Duration.ofMillis(150)));
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
    Inquiry inquiry = new Inquiry(question, good, watch, pace, threads);
    long end = pace.now() + pace.deadline().toNanos();
    Duration rest = FIRST_REST;
    for (int round = 1; ; round++, rest = rest.multipliedBy(2)) {
      boolean last = round == ROUNDS || pace.now() - end > 0;
      Optional<Reply> reply = inquiry.ask(inStep(last));
      if (reply.isPresent()) {
        return reply.get();
      }
      if (last) {
        throw silence(inquiry.troubles());
      }
      pace.rest(rest);
      watch.forget();
    }
  }

  /**
   * @param last whether it is a failure that there is none
   */
  private List<Node> inStep(boolean last) {
    try {
      return watch.inStep(Endpoint.Protocol.REST);
    } catch (Failure.Wait nobody) {
      if (last) {
        throw nobody;
      }
      return List.of();
    }
  }

  private Failure.Wait silence(List<String> said) {
    List<String> troubles = said.isEmpty() ? watch.troubles() : said;
    return new Failure.Wait(
        Reason.NO_ENDPOINT,
        "no node answers: " + String.join("; ", troubles.stream().distinct().toList()));
  }

  @Override
  public void close() {
    threads.shutdownNow();
    watch.close();
  }
}
