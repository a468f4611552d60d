package trials.worker;

import devnet.Devnet;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.WorkerEnvironment;
import java.net.URI;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Settings of a daemon for a scenario: addresses of the simulated network, its speed, and short
 * periods.
 */
public final class SimulatedSettings {
  /** The published test mnemonic: never fund it. */
  public static final String MNEMONIC = "abandon ".repeat(11) + "about";

  /** File in the state folder that receives alerts. */
  static final String ALERTS = "alerts.txt";

  private SimulatedSettings() {}

  static Map<String, String> environment() {
    return Map.of("MNEMONIC", MNEMONIC, "TIINGO_API_KEY", "simulated");
  }

  static Map<String, String> forScenario(WorkerEnvironment environment, Path folder) {
    Devnet devnet = environment.devnet();
    Map<String, String> settings = new HashMap<>();
    settings.put("network.preset", "devnet");
    settings.put("network.endpoints", endpointList(devnet));
    settings.put("market.sources", "tiingo");
    settings.put("market.tiingo.url", devnet.marketUri().toString());
    settings.put("market.reply-within", "5m");
    settings.put("instance.speed", Double.toString(devnet.clock().speed()));
    settings.put("instance.state-dir", folder.toString());
    settings.put(
        "topics",
        environment.topics().stream().map(String::valueOf).collect(Collectors.joining(",")));
    settings.put("window.tick", "5s");
    settings.put("window.answer-at", "early");
    settings.put("settle.period", "5s");
    settings.put(
        "alert.uri", "file:" + folder + "?fileExist=Append&appendChars=\\n&fileName=" + ALERTS);
    settings.put("camel.management.enabled", "false");
    settings.put("camel.main.shutdownTimeout", "5");
    settings.putAll(environment.settings());
    return settings;
  }

  private static String endpointList(Devnet devnet) {
    Stream<String> rest = devnet.restNodes().stream().map(it -> "rest+" + it.uri());
    Stream<String> rpc = devnet.rpcNodes().stream().map(it -> "rpc+" + it.uri());
    Stream<String> sockets = devnet.rpcNodes().stream().map(it -> websocketUri(it.uri()));
    return Stream.of(rest, rpc, sockets).flatMap(it -> it).collect(Collectors.joining(","));
  }

  static String websocketUri(URI rpc) {
    return "ws://" + rpc.getAuthority() + "/websocket";
  }
}
