package app;

import chain.Endpoint;
import chain.Network;
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
final class Networks {
  /** Stands in the list of endpoints for those of the preset. */
  static final String PRESET = "preset";

  private Networks() {}

  static Network from(Settings settings) {
    Configuration configuration = settings.configuration();
    Network preset = configuration.value("network.preset", null, Networks::named);
    configuration.orStop();
    Network network =
        new Network(
            preset.name(),
            configuration.value("network.chain-id", preset.chainId(), it -> it),
            configuration.value("network.emissions", preset.emissions(), Network::emissions),
            configuration.value(
                "network.endpoints", preset.endpoints(), it -> endpoints(it, preset.endpoints())),
            configuration.value("network.max-fee", preset.maxFee(), BigInteger::new),
            configuration.value("network.faucet", preset.faucet(), Network::faucet));
    configuration.orStop();
    return network;
  }

  private static List<Endpoint> endpoints(String text, List<Endpoint> preset) {
    return Arrays.stream(text.split(","))
        .flatMap(it -> it.strip().equals(PRESET) ? preset.stream() : Stream.of(Endpoint.parse(it)))
        .distinct()
        .toList();
  }

  private static Network named(String name) {
    return name.endsWith(".properties") ? file(Path.of(name)) : Network.preset(name);
  }

  private static Network file(Path file) {
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("network file " + file + " cannot be read", e);
    }
    return Network.from(properties);
  }
}
