package daemon;

import static org.awaitility.Awaitility.await;

import cli.DevnetFixture;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import config.Configuration;
import config.Settings;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.Role;
import java.io.IOException;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import wiring.ComponentFactory.Components;

/** A daemon with a staked wallet on a fast simulated network, and a server for what it asks. */
final class DaemonFixture implements AutoCloseable {
  static final BigInteger STAKE = BigInteger.TEN.pow(18);

  final DevnetFixture network;
  private final HttpServer server;
  private Settings settings;
  private Components components;
  private Runnable stop = () -> {};

  DaemonFixture(Path dir, UnaryOperator<DevnetOptions> more) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    network =
        new DevnetFixture(
            dir,
            GenesisAccount.fundedWorker(DevnetFixture.WORKER).withStake(STAKE),
            plain ->
                more.apply(
                    plain
                        .withSpeed(300)
                        .withCompetitors(3)
                        .withEmissionsVersion(DevnetEmissionsVersion.V10)
                        .withTopics(List.of(shortTopic(67, plain.startHeight() + 24)))));
    server.start();
  }

  /** A topic whose truth is known after one epoch, which is 12 s of the test. */
  static GenesisTopic shortTopic(long id, long first, String... labels) {
    return new GenesisTopic(
        id, "BTC/USD 1h log-return", 720, 400, 720, "mse", first, List.of(labels), false, false);
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  void serve(String path, Function<HttpExchange, String> text) {
    handle(path, it -> reply(it, 200, text.apply(it)));
  }

  void handle(String path, HttpHandler handler) {
    server.createContext(path, handler);
  }

  static void reply(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** What the daemon of these settings consists of; a stopped one's journal can be read again. */
  Components configure(String... lines) throws Exception {
    Stream<String> common =
        Stream.of(
            "network.endpoints=rest+%s,rpc+%s"
                .formatted(network.devnet.restUri(), network.devnet.rpcUri()),
            "window.answer-at=early",
            "instance.speed=300");
    Path file = network.file(Stream.concat(common, Stream.of(lines)).toArray(String[]::new));
    settings =
        Settings.loadStrict(
            Configuration.load(file, network.environment, Map.of()), network.environment);
    components = Components.from(settings, network.devnet.clock());
    stop = components::close;
    return components;
  }

  Settings settings() {
    return settings;
  }

  void start() throws Exception {
    Daemon daemon = Daemon.polling(settings, components);
    stop = daemon::close;
    daemon.start();
  }

  Optional<Entry> accepted(long topic, Role role) {
    EntryFilter filter = EntryFilter.ofRole(topic, role).withState(EntryState.ACCEPTED);
    return components.journal().reader().findLatest(filter, 1).stream().findFirst();
  }

  Entry awaitAccepted(long topic, Role role, Duration atMost) {
    return await()
        .atMost(atMost)
        .until(() -> accepted(topic, role), Optional::isPresent)
        .orElseThrow();
  }

  /** Closes the daemon and its journal; network and server go on. */
  void stop() {
    stop.run();
    stop = () -> {};
  }

  @Override
  public void close() {
    stop();
    network.close();
    server.stop(0);
  }
}
