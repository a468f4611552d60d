package chain.node;

import chain.http.NodeHttpClient;
import chain.http.NodeReply;
import chain.http.NodeUnavailableException;
import chain.model.BlockHead;
import chain.model.EndpointInfo;
import chain.model.Network;
import chain.model.NodeEndpoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every endpoint, those in a cool-down included, for a report to the operator. */
public final class EndpointDiagnostics {
  /** Blocks that two healthy nodes may be apart. */
  private static final long APART = 5;

  private final Network network;
  private final NodeHttpClient httpClient;
  private final NodeProbe probe;

  public EndpointDiagnostics(Network network, NodeHttpClient httpClient) {
    this.network = network;
    this.httpClient = httpClient;
    this.probe = new NodeProbe(httpClient);
  }

  private record ProbeResult(Optional<BlockHead> head, String fault) {}

  /** One entry per endpoint, as configured. */
  public List<EndpointInfo> checkAll() {
    Map<NodeEndpoint, ProbeResult> answers = new LinkedHashMap<>();
    network.endpoints().forEach(endpoint -> answers.put(endpoint, probeEndpoint(endpoint)));
    long best =
        answers.values().stream()
            .flatMap(answer -> answer.head().stream())
            .filter(this::isOnConfiguredChain)
            .mapToLong(BlockHead::height)
            .max()
            .orElse(0);
    return answers.entrySet().stream()
        .map(entry -> endpointInfo(entry.getKey(), entry.getValue(), best))
        .toList();
  }

  private boolean isOnConfiguredChain(BlockHead head) {
    return network.chainId().isEmpty() || head.chainId().equals(network.chainId());
  }

  private ProbeResult probeEndpoint(NodeEndpoint endpoint) {
    try {
      return new ProbeResult(Optional.of(probe.readHead(endpoint)), "");
    } catch (NodeUnavailableException unavailable) {
      return new ProbeResult(Optional.empty(), unavailable.getMessage());
    }
  }

  private EndpointInfo endpointInfo(NodeEndpoint endpoint, ProbeResult answer, long best) {
    if (answer.head().isEmpty()) {
      return new EndpointInfo(
          endpoint, "", 0, 0, Optional.empty(), "", answer.fault(), findWorkingSpelling(endpoint));
    }
    BlockHead head = answer.head().get();
    long lag = Math.max(0, best - head.height());
    return new EndpointInfo(
        endpoint,
        head.chainId(),
        head.height(),
        lag,
        Optional.of(head.time()),
        readVersion(endpoint),
        findFault(head, lag),
        Optional.empty());
  }

  private Optional<NodeEndpoint> findWorkingSpelling(NodeEndpoint endpoint) {
    return NodeProbe.alternativeSpellings(endpoint).stream()
        .filter(probe::speaksProtocol)
        .findFirst();
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
