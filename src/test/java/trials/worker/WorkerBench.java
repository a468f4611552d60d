package trials.worker;

import devnet.Devnet;
import devnet.SimulatedModelServer;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import devnet.server.FaultInjectingServer;
import devnet.server.FaultPolicy;
import host.LocalPorts;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wallet.SecretFile;
import wallet.Wallet;

/**
 * What a worker costs and how fast it is, behind counting proxies, in quiet real time. Not part of
 * the build; docs/internals/peers.md has the commands and the rows. Properties: {@code worker} (a
 * shell command; this program without it), {@code epochs}, {@code epoch}, {@code window}, {@code
 * blockMillis}, {@code topics}, {@code events} (give our program the websocket), {@code emissions}.
 */
class WorkerBench {
  private static final int EPOCHS = Integer.getInteger("epochs", 5);
  private static final int EPOCH = Integer.getInteger("epoch", 60);
  private static final int WINDOW = Integer.getInteger("window", 40);
  private static final int TOPICS = Integer.getInteger("topics", 1);

  /** Windows that do not count: a thousand topics are not ready when the first one opens. */
  private static final int WARM_UP = Integer.getInteger("warmUp", TOPICS > 1 ? 2 : 1);

  private static final DevnetEmissionsVersion EMISSIONS =
      DevnetEmissionsVersion.valueOf(System.getProperty("emissions", "V10"));
  private static final int BLOCK_MILLIS = Integer.getInteger("blockMillis", 1000);

  /** Clock ticks in /proc/PID/stat. */
  private static final double TICKS = 100;

  private final Devnet devnet = startDevnet();
  private final Map<String, Long> asked = new ConcurrentHashMap<>();
  private final List<Instant> broadcasts = Collections.synchronizedList(new ArrayList<>());

  @TempDir Path folder;

  private static Devnet startDevnet() {
    List<GenesisTopic> topics =
        LongStream.range(67, 67 + TOPICS)
            .mapToObj(GenesisTopic::logReturnTopic)
            .map(it -> it.withBlockLengths(EPOCH, WINDOW, EPOCH))
            .toList();
    String worker = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
    return Devnet.start(
        DevnetOptions.standard()
            .withEmissionsVersion(EMISSIONS)
            .withGasPrice(EMISSIONS == DevnetEmissionsVersion.V5 ? BigDecimal.ZERO : BigDecimal.TEN)
            .withTopics(topics)
            .withBlockTime(Duration.ofMillis(BLOCK_MILLIS))
            .withStart(Instant.now())
            .withAccounts(List.of(GenesisAccount.fundedWorker(worker))));
  }

  @Test
  void printsOneRow() throws Exception {
    Stream.of(devnet.restNodes(), devnet.rpcNodes(), devnet.grpcNodes())
        .flatMap(List::stream)
        .forEach(this::watch);
    try (SimulatedModelServer model = new SimulatedModelServer();
        CountingProxy rest = new CountingProxy(devnet.restUri());
        CountingProxy rpc = new CountingProxy(devnet.rpcUri());
        CountingProxy grpc = new CountingProxy(devnet.grpcNodes().get(0).uri())) {
      Process worker = start(rest.uri(), rpc.uri(), grpc.uri(), model.server().uri());
      try {
        long first = sleepUntilClosed(WARM_UP);
        Sample before = Sample.of(worker, asked, rest.bytes() + rpc.bytes() + grpc.bytes());
        Map<String, Long> paths = new TreeMap<>(asked);
        sleepUntilClosed(WARM_UP + EPOCHS);
        Sample after = Sample.of(worker, asked, rest.bytes() + rpc.bytes() + grpc.bytes());
        print(first, before, after);
        asked.forEach((path, n) -> paths.merge(path, -n, Long::sum));
        paths.forEach((path, n) -> System.out.printf("  %4d %s%n", -n, path));
      } finally {
        worker.descendants().forEach(ProcessHandle::destroyForcibly);
        worker.destroy();
        worker.waitFor(30, TimeUnit.SECONDS);
      }
    }
  }

  private void watch(FaultInjectingServer node) {
    node.setFaultPolicy(
        (method, path, count) -> {
          asked.merge(path.replaceAll("[?].*|[0-9A-F]{64}|(?<=/)\\d+", ""), 1L, Long::sum);
          boolean sends = method.equals("POST") && path.endsWith("/txs");
          if (sends || path.toLowerCase(Locale.ROOT).contains("broadcast")) {
            broadcasts.add(devnet.clock().instant());
          }
          return new FaultPolicy.RequestAction.ReplyNormally();
        });
  }

  private long sleepUntilClosed(int windows) throws InterruptedException {
    while (devnet.submissions().nonceRecords(67).stream().filter(NonceRecord::closed).count()
        < windows) {
      Thread.sleep(200);
    }
    return devnet.submissions().nonceRecords(67).get(windows - 1).nonce();
  }

  private void print(long first, Sample before, Sample after) {
    List<NonceRecord> counted =
        LongStream.range(67, 67 + TOPICS)
            .mapToObj(it -> countedWindows(it, first))
            .flatMap(List::stream)
            .toList();
    long hits = counted.stream().filter(it -> !it.acceptedPayloads().isEmpty()).count();
    List<Double> latencies =
        countedWindows(67, first).stream().flatMap(this::latencies).sorted().toList();
    System.out.printf(
        Locale.ROOT,
        "%d epochs of %d blocks of %d ms, %d topics: an epoch has %.1f calls, %.1f kB, %.3f s of"
            + " CPU; open to broadcast median %.2f s, last %.2f s; %d of %d hit; %d MB resident%n",
        EPOCHS,
        EPOCH,
        BLOCK_MILLIS,
        TOPICS,
        (double) (after.calls - before.calls) / EPOCHS,
        (after.bytes - before.bytes) / 1000.0 / EPOCHS,
        (after.cpu - before.cpu) / EPOCHS,
        latencies.isEmpty() ? Double.NaN : latencies.get(latencies.size() / 2),
        latencies.isEmpty() ? Double.NaN : latencies.get(latencies.size() - 1),
        hits,
        counted.size(),
        after.residentMb);
  }

  private List<NonceRecord> countedWindows(long topic, long first) {
    return devnet.submissions().nonceRecords(topic).stream()
        .filter(it -> it.closed() && it.nonce() > first)
        .limit(EPOCHS)
        .toList();
  }

  /** Of all broadcasts of the epoch: its windows open in one block. */
  private Stream<Double> latencies(NonceRecord window) {
    Instant end = window.openedAt().plusMillis((long) EPOCH * BLOCK_MILLIS);
    synchronized (broadcasts) {
      return broadcasts.stream()
          .filter(it -> !it.isBefore(window.openedAt()) && it.isBefore(end))
          .map(it -> Duration.between(window.openedAt(), it).toMillis() / 1000.0)
          .toList()
          .stream();
    }
  }

  private Process start(URI rest, URI rpc, URI grpc, URI model) throws IOException {
    String own = System.getProperty("worker", "");
    String socket = "ws://" + rpc.getAuthority() + "/websocket";
    ProcessBuilder builder =
        own.isEmpty()
            ? ownProgram(rest, rpc, socket)
            : new ProcessBuilder("sh", "-c", "exec " + own);
    Path words = folder.resolve("mnemonic");
    SecretFile.write(words, SimulatedSettings.MNEMONIC.toCharArray());
    Wallet wallet = Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray());
    builder
        .environment()
        .putAll(
            Map.of(
                "WORKER_CHAIN_ID", "dromedary-devnet-1",
                "WORKER_TOPIC", "67",
                "WORKER_REST", rest.toString(),
                "WORKER_RPC", rpc.toString(),
                "WORKER_GRPC", grpc.toString(),
                "WORKER_WEBSOCKET", socket,
                "WORKER_FAUCET", rest.toString(),
                "WORKER_MNEMONIC_FILE", words.toString(),
                "WORKER_ADDRESS", wallet.address(),
                "WORKER_MODEL", model.toString()));
    return builder
        .redirectErrorStream(true)
        .redirectOutput(
            Path.of(System.getProperty("out", folder.resolve("out").toString())).toFile())
        .start();
  }

  private ProcessBuilder ownProgram(URI rest, URI rpc, String socket) throws IOException {
    String events = Boolean.getBoolean("events") ? "," + socket : "";
    String topics =
        String.join(",", LongStream.range(67, 67 + TOPICS).mapToObj(Long::toString).toList());
    List<String> command = new ArrayList<>();
    String program = System.getProperty("program", "");
    if (program.isEmpty()) {
      command.addAll(
          List.of(
              "java",
              "-XX:+UseSerialGC",
              "-XX:TieredStopAtLevel=1",
              "-XX:-UsePerfData",
              "-Xms24m",
              "-XX:MaxNewSize=16m",
              "-XX:MinHeapFreeRatio=20",
              "-XX:MaxHeapFreeRatio=40",
              "-Xmx512m",
              "-cp",
              System.getProperty("java.class.path"),
              "cli.Main"));
    } else {
      command.add(program);
    }
    List<String> settings =
        new ArrayList<>(
            List.of(
                "network.preset=devnet",
                "network.endpoints=rest+" + rest + ",rpc+" + rpc + events,
                "topics=" + topics,
                "market.tiingo.url=" + devnet.marketUri(),
                "market.sources=tiingo",
                "window.answer-at=early",
                "instance.state-dir=" + folder.resolve("state"),
                "camel.management.port=" + LocalPorts.freePort()));
    for (long topic = 67; topic < 67 + TOPICS; topic++) {
      settings.add("topic." + topic + ".target=log-return");
      settings.add("topic." + topic + ".pair=btcusd");
      settings.add("topic." + topic + ".horizon=168h");
    }
    Path file = Files.write(folder.resolve("bench.properties"), settings);
    command.addAll(List.of("run", "--config", file.toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("MALLOC_ARENA_MAX", "2");
    builder.environment().put("MNEMONIC", SimulatedSettings.MNEMONIC);
    builder.environment().put("TIINGO_API_KEY", "test");
    return builder;
  }

  /** Figures of a process at one moment. */
  private record Sample(long calls, long bytes, double cpu, long residentMb) {
    static Sample of(Process process, Map<String, Long> asked, long bytes) throws IOException {
      String[] stat =
          Files.readString(Path.of("/proc/" + process.pid() + "/stat"))
              .replaceFirst(".*[)] ", "")
              .split(" ");
      double cpu = (Long.parseLong(stat[11]) + Long.parseLong(stat[12])) / TICKS;
      long calls = asked.values().stream().mapToLong(Long::longValue).sum();
      return new Sample(calls, bytes, cpu, Long.parseLong(stat[21]) * 4096 / 1_000_000);
    }
  }
}
