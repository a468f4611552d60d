package chain.node;

import base.ParallelRequests;
import base.ParallelRequests.LateException;
import chain.http.NodeHttpClient;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.EndpointReport;
import chain.model.Network;
import chain.model.NodeEndpoint;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Asks every endpoint, those in a cool-down included, for a report to the operator. */
public final class EndpointDiagnostics {
  /** Blocks that two healthy nodes may be apart. */
  private static final long APART = 5;

  /** Who waits for this has ten seconds for it and more. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final ProbeResult SILENT =
      new ProbeResult(
          Optional.empty(),
          "",
          "gives no answer within " + LONGEST.toSeconds() + " s",
          Optional.empty());

  private final Network network;
  private final NodeHttpClient httpClient;
  private final NodeProbe probe;

  public EndpointDiagnostics(Network network, NodePool nodes) {
    this.network = network;
    this.httpClient = nodes.httpClient();
    this.probe = nodes.monitor().probe();
  }

  /** What is known of an endpoint so far. */
  private record ProbeResult(
      Optional<BlockHead> head, String version, String fault, Optional<NodeEndpoint> spelling) {}

  /** One entry per endpoint, as configured; asked side by side, all of them until one moment. */
  public List<EndpointReport> checkAll() {
    return checkAll(this::probeEndpoint);
  }

  /** The same by one question each: no versions, and no right spellings of those that fail. */
  public List<EndpointReport> checkHeads() {
    return checkAll((endpoint, known) -> probeHead(endpoint, known, probe::refreshHead));
  }

  /** Puts what it finds out about an endpoint beside what is known of it. */
  private interface EndpointProbe {
    ProbeResult probe(NodeEndpoint endpoint, Map<NodeEndpoint, ProbeResult> known);
  }

  private List<EndpointReport> checkAll(EndpointProbe question) {
    Map<NodeEndpoint, ProbeResult> known = new ConcurrentHashMap<>();
    try (ParallelRequests requests = new ParallelRequests("endpoints", LONGEST)) {
      List<NodeEndpoint> all = network.endpoints();
      all.stream()
          .map(it -> requests.ask(() -> question.probe(it, known)))
          .toList()
          .forEach(EndpointDiagnostics::awaitQuietly);
      long best =
          known.values().stream()
              .flatMap(result -> result.head().stream())
              .filter(this::isOnConfiguredChain)
              .mapToLong(BlockHead::height)
              .max()
              .orElse(0);
      return all.stream()
          .map(it -> endpointInfo(it, known.getOrDefault(it, SILENT), best))
          .toList();
    }
  }

  /** Whoever is late has left what is known of it. */
  private static void awaitQuietly(Supplier<ProbeResult> answer) {
    try {
      answer.get();
    } catch (LateException e) {
      // told by what is not known
    }
  }

  private boolean isOnConfiguredChain(BlockHead head) {
    return network.chainId().isEmpty() || head.chainId().equals(network.chainId());
  }

  private ProbeResult probeEndpoint(NodeEndpoint endpoint, Map<NodeEndpoint, ProbeResult> known) {
    ProbeResult head = probeHead(endpoint, known, probe::readHead);
    known.put(
        endpoint,
        head.head().isPresent()
            ? new ProbeResult(head.head(), readVersion(endpoint), "", Optional.empty())
            : new ProbeResult(head.head(), "", head.fault(), findWorkingSpelling(endpoint)));
    return known.get(endpoint);
  }

  private static ProbeResult probeHead(
      NodeEndpoint endpoint,
      Map<NodeEndpoint, ProbeResult> known,
      Function<NodeEndpoint, BlockHead> question) {
    try {
      Optional<BlockHead> head = Optional.of(question.apply(endpoint));
      known.put(endpoint, new ProbeResult(head, "", "", Optional.empty()));
    } catch (NodeUnavailableException unavailable) {
      String fault = unavailable.getMessage();
      known.put(endpoint, new ProbeResult(Optional.empty(), "", fault, Optional.empty()));
    }
    return known.get(endpoint);
  }

  private EndpointReport endpointInfo(NodeEndpoint endpoint, ProbeResult answer, long best) {
    if (answer.head().isEmpty()) {
      return new EndpointReport(
          endpoint, "", 0, 0, Optional.empty(), "", answer.fault(), answer.spelling());
    }
    BlockHead head = answer.head().get();
    long lag = Math.max(0, best - head.height());
    return new EndpointReport(
        endpoint,
        head.chainId(),
        head.height(),
        lag,
        Optional.of(head.time()),
        answer.version(),
        findFault(head, lag),
        Optional.empty());
  }

  private Optional<NodeEndpoint> findWorkingSpelling(NodeEndpoint endpoint) {
    return alternativeSpellings(endpoint).stream().filter(probe::speaksProtocol).findFirst();
  }

  /**
   * Other ways to write an endpoint, for one that does not serve the protocol it is written with.
   */
  private static List<NodeEndpoint> alternativeSpellings(NodeEndpoint endpoint) {
    String base = endpoint.base().toString();
    if (endpoint.protocol() == NodeEndpoint.Protocol.WEBSOCKET) {
      return List.of(
          new NodeEndpoint(NodeEndpoint.Protocol.WEBSOCKET, URI.create(base + "/websocket")));
    }
    String bare = base.replaceFirst("/websocket$", "");
    String flipped =
        bare.startsWith("https") ? bare.replaceFirst("s", "") : bare.replaceFirst("p:", "ps:");
    return Stream.of(bare, flipped)
        .map(it -> new NodeEndpoint(endpoint.protocol(), URI.create(it)))
        .flatMap(it -> Stream.of(NodeProbe.withOtherProtocol(it), it))
        .filter(it -> !it.equals(endpoint))
        .toList();
  }

  private String findFault(BlockHead head, long lag) {
    if (!isOnConfiguredChain(head)) {
      return "is on chain " + head.chainId() + " instead of " + network.chainId();
    }
    return lag > APART ? "lags " + lag + " blocks behind" : "";
  }

  private String readVersion(NodeEndpoint endpoint) {
    if (endpoint.protocol() != NodeEndpoint.Protocol.REST) {
      return "";
    }
    try {
      NodeReply info = httpClient.get(endpoint, "/cosmos/base/tendermint/v1beta1/node_info");
      String version = info.field("application_version", "version").asText("");
      boolean blind = info.field("default_node_info", "other", "tx_index").asText().equals("off");
      return blind ? version + ", keeps no index of transactions" : version;
    } catch (NodeUnavailableException unavailable) {
      return "";
    }
  }
}
