package chain.window;

import chain.http.NodeReply;
import chain.model.NodeEndpoint;
import chain.node.NodePool;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The open nonces of a topic according to several nodes. The others are asked when the first tells
 * something new or leaves out what is due, and as long as they differ; then what at least half of
 * them tell counts.
 */
final class NonceQuorum {
  private static final Logger LOG = LoggerFactory.getLogger(NonceQuorum.class);

  private final NodePool nodes;
  private final Map<String, Collection<Long>> nonceByNode = new ConcurrentHashMap<>();
  private final Set<String> disputed = ConcurrentHashMap.newKeySet();

  private record NonceVote(NodeEndpoint endpoint, Set<Long> nonces) {
    @Override
    public String toString() {
      return endpoint + " says " + nonces;
    }
  }

  NonceQuorum(NodePool nodes) {
    this.nodes = nodes;
  }

  /**
   * @param path of the question, with its prefix
   * @param from who was asked first
   * @param first what it said
   * @param due nonce that ought to be open by the topic's rhythm, if one
   * @param rhythmic whether a nonce is one of the topic's rhythm; others need more than half
   */
  Set<Long> agreedNonces(
      String path, NodeEndpoint from, Set<Long> first, OptionalLong due, LongPredicate rhythmic) {
    boolean changed = !first.equals(nonceByNode.put(path, first));
    boolean missing = due.isPresent() && !first.contains(due.getAsLong());
    if (!changed && !missing && !isDisputed(path)) {
      return first;
    }
    List<NonceVote> all = collectVotes(path, new NonceVote(from, first));
    if (all.size() < nodes.monitor().nodesInSync(NodeEndpoint.Protocol.REST).size()) {
      nonceByNode.remove(path); // whoever was late is asked again at the next look
    }
    return resolveByMajority(path, all, changed, rhythmic);
  }

  /** Whether the nodes differed when they were asked last. */
  boolean isDisputed(String path) {
    return disputed.contains(path);
  }

  private Set<Long> resolveByMajority(
      String path, List<NonceVote> all, boolean changed, LongPredicate rhythmic) {
    if (all.stream().map(NonceVote::nonces).distinct().count() == 1) {
      disputed.remove(path);
      return all.get(0).nonces();
    }
    Set<Long> agreed =
        all.stream()
            .flatMap(it -> it.nonces().stream())
            .filter(it -> 2 * countVotes(all, it) >= all.size() + (rhythmic.test(it) ? 0 : 1))
            .collect(Collectors.toCollection(TreeSet::new));
    if (disputed.add(path) || changed) {
      LOG.warn("nodes disagree at {}: {}; at least half of them say {}", path, all, agreed);
    }
    return agreed;
  }

  private static long countVotes(List<NonceVote> all, long nonce) {
    return all.stream().filter(it -> it.nonces().contains(nonce)).count();
  }

  private List<NonceVote> collectVotes(String path, NonceVote first) {
    List<NonceVote> all = new ArrayList<>(List.of(first));
    all.addAll(
        nodes.askEach(it -> it.equals(first.endpoint()) ? Optional.empty() : askForVote(it, path)));
    return List.copyOf(all);
  }

  private Optional<NonceVote> askForVote(NodeEndpoint other, String path) {
    NodeReply reply = nodes.httpClient().get(other, path);
    return reply.isOk() ? Optional.of(new NonceVote(other, parseNonces(reply))) : Optional.empty();
  }

  /** As a node lists them. */
  static Set<Long> parseNonces(NodeReply reply) {
    Set<Long> nonces = new TreeSet<>();
    for (JsonNode entry : reply.field("nonces", "nonces")) {
      nonces.add(reply.parseLong(entry.path("block_height"), "block_height"));
    }
    return nonces;
  }
}
