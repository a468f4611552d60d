package config;

import chain.model.Network;
import chain.model.NodeEndpoint;
import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** The network the settings describe: a preset or a file of the same form, with overrides. */
public final class NetworkSettings {
  /** Stands in the list of endpoints for those of the preset. */
  static final String PRESET = "preset";

  private NetworkSettings() {}

  public static Network fromSettings(Settings settings) {
    Configuration configuration = settings.configuration();
    Network preset = configuration.value("network.preset", null, NetworkSettings::presetOrFile);
    configuration.requireNoProblems();
    Network network =
        new Network(
            preset.name(),
            configuration.value("network.chain-id", preset.chainId(), it -> it),
            configuration.value("network.emissions", preset.emissions(), Network::parseEmissions),
            configuration.value(
                "network.endpoints",
                preset.endpoints(),
                it -> parseEndpoints(it, preset.endpoints())),
            configuration.value("network.max-fee", preset.maxFee(), BigInteger::new),
            configuration.value("network.faucet", preset.faucet(), Network::parseFaucet));
    configuration.requireNoProblems();
    return network;
  }

  private static List<NodeEndpoint> parseEndpoints(String text, List<NodeEndpoint> preset) {
    List<NodeEndpoint> endpoints =
        Arrays.stream(text.split(","))
            .flatMap(
                it ->
                    it.strip().equals(PRESET) ? preset.stream() : Stream.of(NodeEndpoint.parse(it)))
            .distinct()
            .toList();
    if (endpoints.stream().noneMatch(it -> it.protocol() == NodeEndpoint.Protocol.REST)) {
      throw new IllegalArgumentException(
          "a REST endpoint is needed, such as rest+https://host: accounts, topics and windows are"
              + " not told by RPC or websocket");
    }
    return endpoints;
  }

  private static Network presetOrFile(String name) {
    return name.endsWith(".properties") ? readFile(Path.of(name)) : Network.preset(name);
  }

  private static Network readFile(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("network file " + file + " cannot be read", e);
    }
    return Network.fromProperties(properties);
  }
}
