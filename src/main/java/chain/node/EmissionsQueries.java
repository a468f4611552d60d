package chain.node;

import chain.http.NodeReply;
import chain.model.EmissionsVersion;
import domain.Failure;
import domain.FailureReason;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Queries to the emissions module in the generation that the network serves. A route that is not
 * served is taken as a hint that the network was upgraded, and the generation is found out anew.
 */
public final class EmissionsQueries {
  private static final Logger LOG = LoggerFactory.getLogger(EmissionsQueries.class);

  private final NodePool nodes;
  private final Optional<EmissionsVersion> fixed;
  private EmissionsVersion current;

  public EmissionsQueries(NodePool nodes, Optional<EmissionsVersion> fixed) {
    this.nodes = nodes;
    this.fixed = fixed;
    this.current = fixed.orElse(null);
  }

  /**
   * The generation spoken now, newest tried first.
   *
   * @throws Failure.Retry if no node answers, or none of the known generations is served
   */
  public synchronized EmissionsVersion currentVersion() {
    if (current == null) {
      current = detectVersion();
    }
    return current;
  }

  /** Finds the generation out anew. Says whether it is another one. */
  public synchronized boolean redetectVersion() {
    if (fixed.isPresent() || current == null) {
      return false;
    }
    EmissionsVersion before = current;
    current = isServed(before) ? before : detectVersion();
    return current != before;
  }

  /**
   * Asks under the prefix of the current generation.
   *
   * @param path after the prefix, begins with a slash
   */
  public NodeReply get(String path) {
    return get(path, reply -> {});
  }

  /**
   * As {@link #get(String)}, at another node where an answer cannot be used.
   *
   * @param check as in {@link NodePool#get(String, Consumer)}
   */
  public NodeReply get(String path, Consumer<NodeReply> check) {
    NodeReply reply = nodes.get(currentVersion().restPrefix() + path, check);
    if (reply.isRouteNotServed() && redetectVersion()) {
      return nodes.get(currentVersion().restPrefix() + path, check);
    }
    return reply;
  }

  /**
   * As {@link #get}, but nothing except an answer will do.
   *
   * @throws Failure.Retry with what the node said instead
   */
  public NodeReply getRequired(String path) {
    return getRequired(path, reply -> {});
  }

  /**
   * As {@link #getRequired(String)}, at another node where an answer cannot be used.
   *
   * @param check as in {@link NodePool#get(String, Consumer)}
   */
  public NodeReply getRequired(String path, Consumer<NodeReply> check) {
    NodeReply reply = get(path, check);
    if (!reply.isOk()) {
      throw new Failure.Retry(
          FailureReason.NO_ENDPOINT,
          reply.endpoint()
              + " answered "
              + reply.status()
              + " to "
              + path
              + ": "
              + reply.errorMessage());
    }
    return reply;
  }

  /** As {@link NodePool#askEach(String, Function)}, under the prefix of the current generation. */
  public <T> List<T> askEach(String path, Function<NodeReply, Optional<T>> reader) {
    return nodes.askEach(currentVersion().restPrefix() + path, reader);
  }

  /** The generation of the node's program comes first; a gateway may serve others beside it. */
  private EmissionsVersion detectVersion() {
    Optional<EmissionsVersion> known = versionFromNodeInfo();
    if (known.filter(this::isServed).isPresent()) {
      return known.get();
    }
    for (EmissionsVersion version : EmissionsVersion.values()) {
      if (isServed(version)) {
        known.ifPresent(it -> LOG.warn("expected nodes with {}, but they serve {}", it, version));
        return version;
      }
    }
    throw new Failure.Retry(
        FailureReason.NO_ENDPOINT,
        "the network serves none of the emissions versions v10, v9, v5: update this program");
  }

  private Optional<EmissionsVersion> versionFromNodeInfo() {
    NodeReply info = nodes.get("/cosmos/base/tendermint/v1beta1/node_info");
    return EmissionsVersion.fromNodeVersion(
        info.field("application_version", "version").asText(""));
  }

  private boolean isServed(EmissionsVersion version) {
    return !nodes.get(version.restPrefix() + "/params").isRouteNotServed();
  }
}
