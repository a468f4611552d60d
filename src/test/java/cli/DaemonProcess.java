package cli;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import host.LocalPorts;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import trials.worker.CommandProcess.ChildJvmCommand;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/** The daemon as a process of its own, beside a simulated network that runs in real time. */
final class DaemonProcess implements AutoCloseable {
  final int management = LocalPorts.freePort();
  private final int jmx = LocalPorts.freePort();
  private final Path dir;
  private final Devnet devnet;
  private final Process process;

  DaemonProcess(Path dir, String... more) throws IOException {
    this.dir = dir;
    this.devnet = Devnet.start(world());
    ProcessBuilder builder = new ProcessBuilder(command(more));
    builder.environment().put("MNEMONIC", SimulatedSettings.MNEMONIC);
    builder.environment().put("TIINGO_API_KEY", "test");
    // The command line has it, which goes before; Camel's placeholders must see that too.
    builder.environment().put("WINDOW_TICK", "not a time");
    builder.redirectErrorStream(true).redirectOutput(dir.resolve("out").toFile());
    this.process = builder.start();
  }

  private static DevnetOptions world() {
    String worker = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
    return DevnetOptions.standard()
        .withStart(Instant.now())
        .withBlockTime(Duration.ofMillis(200))
        .withTopics(List.of(GenesisTopic.logReturnTopic(67).withBlockLengths(3000, 2500, 9000)))
        .withAccounts(List.of(GenesisAccount.fundedWorker(worker)));
  }

  private List<String> command(String... more) {
    List<String> options =
        List.of(
            "-Xmx256m",
            "-Djava.rmi.server.hostname=127.0.0.1",
            "-Dcom.sun.management.jmxremote.host=127.0.0.1",
            "-Dcom.sun.management.jmxremote.port=" + jmx,
            "-Dcom.sun.management.jmxremote.rmi.port=" + jmx,
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false");
    String[] arguments =
        Stream.of(List.of("run"), settings(), List.of(more))
            .flatMap(List::stream)
            .toArray(String[]::new);
    // A background job inherits SIGINT ignored, under nohup SIGHUP too; a JVM leaves it so. What
    // others may read is for the program to say, and not for the umask.
    String shell = "umask 000; exec env --default-signal=HUP,INT \"$@\"";
    return Stream.concat(
            Stream.of("sh", "-c", shell, "sh"),
            ChildJvmCommand.commandLine(options, arguments).stream())
        .toList();
  }

  private List<String> settings() {
    return Stream.of(
            "network.preset=devnet",
            "network.endpoints=rest+" + devnet.restUri(),
            "market.tiingo.url=" + devnet.marketUri(),
            "market.sources=tiingo",
            "instance.state-dir=" + dir.resolve("state"),
            "camel.management.port=" + management,
            "window.tick=500ms",
            "window.answer-at=early",
            "settle.period=500ms")
        .flatMap(it -> Stream.of("--set", it))
        .toList();
  }

  /** Status and body of a page on the management port; status 0 while nobody listens. */
  Answer get(String path) throws InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + management + path);
    try {
      var reply =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      return new Answer(reply.statusCode(), reply.body());
    } catch (IOException e) {
      return new Answer(0, "");
    }
  }

  JMXConnector jmx() throws IOException {
    return JMXConnectorFactory.connect(
        new JMXServiceURL("service:jmx:rmi:///jndi/rmi://127.0.0.1:" + jmx + "/jmxrmi"));
  }

  void signal(String name) throws Exception {
    ChildJvmCommand.sendSignal(process, name);
  }

  /** Inferences the network has stored from anyone for topic 67. */
  int stored() {
    return devnet.submissions().acceptedCount(67);
  }

  boolean alive() {
    return process.isAlive();
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(40, TimeUnit.SECONDS)) {
      throw new AssertionError("the daemon did not end within 40 s");
    }
    return process.exitValue();
  }

  /** Everything the process has said so far. */
  String output() {
    try {
      return Files.readString(dir.resolve("out"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    devnet.close();
  }

  record Answer(int status, String body) {}
}
