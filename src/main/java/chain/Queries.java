package chain;

import domain.Failure;
import domain.Reason;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Questions to the emissions module in whichever generation the network speaks. A route that is not
 * served is taken as a hint that the network was upgraded, and the generation is found out anew.
 */
final class Queries {
  private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

  private final Nodes nodes;
  private final Optional<Emissions> fixed;
  private Emissions current;

  Queries(Nodes nodes, Optional<Emissions> fixed) {
    this.nodes = nodes;
    this.fixed = fixed;
    this.current = fixed.orElse(null);
  }

  /**
   * The generation spoken now, newest tried first.
   *
   * @throws Failure.Wait if no node answers, or none of the known generations is served
   */
  synchronized Emissions current() {
    if (current == null) {
      current = probe();
    }
    return current;
  }

  /** Finds the generation out anew. Says whether it is another one. */
  synchronized boolean renewed() {
    if (fixed.isPresent() || current == null) {
      return false;
    }
    Emissions before = current;
    current = served(before) ? before : probe();
    return current != before;
  }

  /**
   * Asks under the prefix of the current generation.
   *
   * @param path after the prefix, begins with a slash
   */
  Reply ask(String path) {
    Reply reply = nodes.get(current().prefix() + path);
    if (reply.notServed() && renewed()) {
      return nodes.get(current().prefix() + path);
    }
    return reply;
  }

  /**
   * As {@link #ask}, but nothing except an answer will do.
   *
   * @throws Failure.Wait with what the node said instead
   */
  Reply answer(String path) {
    Reply reply = ask(path);
    if (!reply.ok()) {
      throw new Failure.Wait(
          Reason.NO_ENDPOINT,
          reply.from() + " answered " + reply.status() + " to " + path + ": " + reply.message());
    }
    return reply;
  }

  /** What the node's program should speak comes first; a gateway may serve others beside it. */
  private Emissions probe() {
    Optional<Emissions> told = told();
    if (told.filter(this::served).isPresent()) {
      return told.get();
    }
    for (Emissions generation : Emissions.values()) {
      if (served(generation)) {
        told.ifPresent(it -> LOG.warn("nodes should speak {}, but serve {}", it, generation));
        return generation;
      }
    }
    throw new Failure.Wait(
        Reason.NO_ENDPOINT,
        "the network serves none of the emissions versions v10, v9, v5: update this program");
  }

  private Optional<Emissions> told() {
    Reply info = nodes.get("/cosmos/base/tendermint/v1beta1/node_info");
    return Emissions.of(info.at("application_version", "version").asText(""));
  }

  private boolean served(Emissions generation) {
    return !nodes.get(generation.prefix() + "/params").notServed();
  }
}
