package chain.model;

import base.BoundedNumbers;
import base.Suggestion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;

/**
 * A network as it is configured: which chain, through which nodes, for how much.
 *
 * @param chainId empty where it is taken from the first node that answers
 * @param emissions empty where it is found out by asking
 * @param endpoints in order of preference
 * @param maxFee highest fee of one transaction, uallo
 * @param faucet where the network gives coins away, empty where it does not
 */
public record Network(
    String name,
    String chainId,
    Optional<EmissionsVersion> emissions,
    List<NodeEndpoint> endpoints,
    BigInteger maxFee,
    Optional<URI> faucet) {
  /** The one chain that may be given simulated data. */
  public static final String DEVNET_CHAIN_ID = "dromedary-devnet-1";

  private static final List<String> PRESETS = List.of("testnet", "mainnet", "local", "devnet");

  public Network {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(chainId, "chainId");
    Objects.requireNonNull(emissions, "emissions");
    endpoints = List.copyOf(endpoints);
    if (maxFee.signum() <= 0) {
      throw new IllegalArgumentException("max-fee of " + name + " must be above 0 uallo");
    }
  }

  /**
   * Reads {@code networks/<name>.properties} from the class path.
   *
   * @throws IllegalArgumentException if there is no such network or its file is incomplete
   */
  public static Network preset(String name) {
    Properties properties = new Properties();
    try (InputStream in = Network.class.getResourceAsStream("/networks/" + name + ".properties")) {
      if (in == null) {
        throw new IllegalArgumentException(
            "network '%s' is not known: %s and devnet are%s"
                .formatted(
                    name,
                    String.join(", ", PRESETS.subList(0, 3)),
                    Suggestion.clause(name, PRESETS)));
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return fromProperties(properties);
  }

  /** Keys: name, chain-id, emissions (auto, v5, v9, v10), endpoints (list), max-fee, faucet. */
  public static Network fromProperties(Properties properties) {
    return new Network(
        requireProperty(properties, "name"),
        requireProperty(properties, "chain-id"),
        parseEmissions(requireProperty(properties, "emissions")),
        parseEndpoints(requireProperty(properties, "endpoints")),
        BoundedNumbers.parseInteger(requireProperty(properties, "max-fee")),
        parseFaucet(properties.getProperty("faucet", "")));
  }

  /** Empty text is no faucet. */
  public static Optional<URI> parseFaucet(String text) {
    return Optional.of(text.strip()).filter(it -> !it.isEmpty()).map(URI::create);
  }

  private static String requireProperty(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw new IllegalArgumentException("network file lacks the key " + key);
    }
    return value.strip();
  }

  /** {@code auto} is empty. */
  public static Optional<EmissionsVersion> parseEmissions(String text) {
    return text.equals("auto")
        ? Optional.empty()
        : Optional.of(EmissionsVersion.valueOf(text.toUpperCase(Locale.ROOT)));
  }

  /** Reads a comma list, see {@link NodeEndpoint#parse}. */
  public static List<NodeEndpoint> parseEndpoints(String text) {
    return Arrays.stream(text.split(",")).map(NodeEndpoint::parse).toList();
  }

  public Network withChainId(String id) {
    return new Network(name, id, emissions, endpoints, maxFee, faucet);
  }

  public Network withEndpoints(List<NodeEndpoint> nodes) {
    return new Network(name, chainId, emissions, nodes, maxFee, faucet);
  }

  public List<NodeEndpoint> endpoints(NodeEndpoint.Protocol protocol) {
    return endpoints.stream().filter(e -> e.protocol() == protocol).toList();
  }

  /** Whether simulated data may be signed for it. Follows from the chain id alone. */
  public boolean allowsSimulatedData() {
    return DEVNET_CHAIN_ID.equals(chainId);
  }
}
