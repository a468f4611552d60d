package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the other nodes about a topic's open nonces whenever the first tells something new, and logs
 * who differs. It decides nothing: a node in step by height is believed.
 */
final class SecondOpinion {
  private static final Logger LOG = LoggerFactory.getLogger(SecondOpinion.class);

  private final Nodes nodes;
  private final Map<String, Collection<Long>> told = new ConcurrentHashMap<>();

  SecondOpinion(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * @param path of the question, with its prefix
   */
  void on(String path, Reply first) {
    Collection<Long> nonces = nonces(first);
    if (nonces.equals(told.put(path, nonces))) {
      return;
    }
    nodes.watch().inStep(Endpoint.Protocol.REST).stream()
        .map(Node::endpoint)
        .filter(it -> !it.equals(first.from()))
        .forEach(it -> nodes.beside(() -> compare(it, path, first.from(), nonces)));
  }

  private void compare(Endpoint other, String path, Endpoint first, Collection<Long> nonces) {
    try {
      Reply reply = nodes.wire().get(other, path);
      if (reply.ok() && !nonces(reply).equals(nonces)) {
        LOG.warn(
            "nodes disagree at {}: {} says {}, {} says {}; the first is followed, by its height",
            path,
            first,
            nonces,
            other,
            nonces(reply));
      }
    } catch (Silence silence) {
      LOG.debug("no second opinion: {}", silence.sentence());
    }
  }

  private static Collection<Long> nonces(Reply reply) {
    Collection<Long> heights = new TreeSet<>();
    for (JsonNode entry : reply.at("nonces", "nonces")) {
      heights.add(entry.path("block_height").asLong());
    }
    return heights;
  }
}
