package chain;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open nonces of a topic by the word of several nodes. The others are asked when the first
 * tells something new or leaves out what is due, and as long as they differ; then what at least
 * half of them tell counts.
 */
final class Opinions {
  private static final Logger LOG = LoggerFactory.getLogger(Opinions.class);

  private final Nodes nodes;
  private final Map<String, Collection<Long>> told = new ConcurrentHashMap<>();
  private final Set<String> disputed = ConcurrentHashMap.newKeySet();

  private record Opinion(Endpoint from, Set<Long> nonces) {
    @Override
    public String toString() {
      return from + " says " + nonces;
    }
  }

  Opinions(Nodes nodes) {
    this.nodes = nodes;
  }

  /**
   * @param path of the question, with its prefix
   * @param from who was asked first
   * @param first what it said
   * @param due nonce that ought to be open by the topic's rhythm, if one
   */
  Set<Long> agreed(String path, Endpoint from, Set<Long> first, OptionalLong due) {
    boolean news = !first.equals(told.put(path, first));
    boolean missing = due.isPresent() && !first.contains(due.getAsLong());
    return news || missing || disputed(path)
        ? counted(path, opinions(path, new Opinion(from, first)), news)
        : first;
  }

  /** Whether the nodes differed when they were asked last. */
  boolean disputed(String path) {
    return disputed.contains(path);
  }

  private Set<Long> counted(String path, List<Opinion> all, boolean news) {
    if (all.stream().map(Opinion::nonces).distinct().count() == 1) {
      disputed.remove(path);
      return all.get(0).nonces();
    }
    Set<Long> agreed =
        all.stream()
            .flatMap(it -> it.nonces().stream())
            .filter(nonce -> 2 * votes(all, nonce) >= all.size())
            .collect(Collectors.toCollection(TreeSet::new));
    if (disputed.add(path) || news) {
      LOG.warn("nodes disagree at {}: {}; at least half of them say {}", path, all, agreed);
    }
    return agreed;
  }

  private static long votes(List<Opinion> all, long nonce) {
    return all.stream().filter(it -> it.nonces().contains(nonce)).count();
  }

  private List<Opinion> opinions(String path, Opinion first) {
    List<Opinion> all = new CopyOnWriteArrayList<>(List.of(first));
    nodes.atOnce(
        nodes.watch().inStep(Endpoint.Protocol.REST).stream()
            .map(Node::endpoint)
            .filter(it -> !it.equals(first.from()))
            .<Runnable>map(it -> () -> ask(it, path, all))
            .toList());
    return List.copyOf(all);
  }

  private void ask(Endpoint other, String path, List<Opinion> all) {
    try {
      Reply reply = nodes.wire().get(other, path);
      if (reply.ok()) {
        all.add(new Opinion(other, nonces(reply)));
      }
    } catch (Silence silence) {
      LOG.debug("no second opinion: {}", silence.sentence());
    }
  }

  /** As a node lists them. */
  static Set<Long> nonces(Reply reply) {
    Set<Long> nonces = new TreeSet<>();
    for (JsonNode entry : reply.at("nonces", "nonces")) {
      nonces.add(reply.whole(entry.path("block_height"), "block_height"));
    }
    return nonces;
  }
}
