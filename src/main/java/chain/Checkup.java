package chain;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks every endpoint on purpose, the resting ones included, for the operator to read. */
final class Checkup {
  /** Blocks that two healthy nodes may be apart. */
  private static final long APART = 5;

  private final Network network;
  private final Wire wire;
  private final Probe probe;

  Checkup(Network network, Wire wire) {
    this.network = network;
    this.wire = wire;
    this.probe = new Probe(wire);
  }

  private record Answer(Optional<Head> head, String trouble) {}

  /** One entry per endpoint, as configured. */
  List<EndpointFacts> endpoints() {
    Map<Endpoint, Answer> answers = new LinkedHashMap<>();
    network.endpoints().forEach(endpoint -> answers.put(endpoint, ask(endpoint)));
    long best =
        answers.values().stream()
            .flatMap(answer -> answer.head().stream())
            .filter(this::ours)
            .mapToLong(Head::height)
            .max()
            .orElse(0);
    return answers.entrySet().stream()
        .map(entry -> facts(entry.getKey(), entry.getValue(), best))
        .toList();
  }

  private boolean ours(Head head) {
    return network.chainId().isEmpty() || head.chainId().equals(network.chainId());
  }

  private Answer ask(Endpoint endpoint) {
    try {
      return new Answer(Optional.of(probe.head(endpoint)), "");
    } catch (Silence silence) {
      return new Answer(Optional.empty(), silence.getMessage());
    }
  }

  private EndpointFacts facts(Endpoint endpoint, Answer answer, long best) {
    if (answer.head().isEmpty()) {
      return new EndpointFacts(
          endpoint, "", 0, 0, Optional.empty(), "", answer.trouble(), corrected(endpoint));
    }
    Head head = answer.head().get();
    long lag = Math.max(0, best - head.height());
    return new EndpointFacts(
        endpoint,
        head.chainId(),
        head.height(),
        lag,
        Optional.of(head.time()),
        version(endpoint),
        trouble(head, lag),
        Optional.empty());
  }

  private Optional<Endpoint> corrected(Endpoint endpoint) {
    return Probe.spellings(endpoint).stream().filter(probe::speaks).findFirst();
  }

  private String trouble(Head head, long lag) {
    if (!ours(head)) {
      return "is on chain " + head.chainId() + " instead of " + network.chainId();
    }
    return lag > APART ? "lags " + lag + " blocks behind" : "";
  }

  private String version(Endpoint endpoint) {
    if (endpoint.protocol() != Endpoint.Protocol.REST) {
      return "";
    }
    try {
      Reply info = wire.get(endpoint, "/cosmos/base/tendermint/v1beta1/node_info");
      String version = info.at("application_version", "version").asText("");
      boolean blind = info.at("default_node_info", "other", "tx_index").asText().equals("off");
      return blind ? version + ", keeps no index of transactions" : version;
    } catch (Silence silence) {
      return "";
    }
  }
}
