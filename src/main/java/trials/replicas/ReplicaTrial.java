package trials.replicas;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import trials.worker.KillTestDaemon;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/**
 * Three daemon processes with one wallet and three topics share a server, while one thing after the
 * other goes wrong; the network's own record says what came of each epoch.
 */
public final class ReplicaTrial {
  private static final List<Long> TOPICS = List.of(66L, 67L, 68L);
  private static final int REPLICAS = 3;
  private static final Duration BLOCK = Duration.ofMillis(250);

  /** A minute, of which 50 s are open: more than three times what a take-over may take. */
  private static final int EPOCH = 240;

  private static final int OPEN = 200;
  private static final Duration SETTLING = Duration.ofSeconds(40);

  private final String worker =
      Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
  private final PrintWriter say;

  /**
   * @param say gets a line for each thing that goes wrong
   */
  public ReplicaTrial(PrintWriter say) {
    this.say = say;
  }

  /**
   * @param binaries of PostgreSQL; null for Debian's
   * @param epochs of each topic
   */
  public Map<String, Object> run(Path folder, Path binaries, int epochs, RandomGenerator random)
      throws Exception {
    Path place = Files.createDirectories(folder.resolve("server"));
    try (PostgresProcess server = new PostgresProcess(binaries, place);
        Devnet devnet = Devnet.start(network())) {
      List<ReplicaProcess> replicas =
          IntStream.range(0, REPLICAS)
              .mapToObj(it -> replica(folder, devnet, server, "replica-" + it))
              .toList();
      try (ReplicaChaos chaos = new ReplicaChaos(server, replicas, worker, random, say)) {
        chaos.startAll();
        long first = newestNonce(devnet) + EPOCH;
        long last = first + (epochs - 1L) * EPOCH;
        while (devnet.height() < last + OPEN) {
          chaos.doOneThing();
        }
        chaos.calm();
        TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
        Map<String, Object> figures = judge(devnet, server, first, last);
        figures.putAll(chaos.toJsonFields());
        figures.put("passed", isKept(figures));
        return figures;
      } finally {
        replicas.forEach(ReplicaProcess::kill);
      }
    }
  }

  private DevnetOptions network() {
    return DevnetOptions.standard()
        .withBlockTime(BLOCK)
        .withTopics(
            TOPICS.stream()
                .map(GenesisTopic::logReturnTopic)
                .map(it -> it.withBlockLengths(EPOCH, OPEN, EPOCH * 168))
                .toList())
        .withAccounts(List.of(GenesisAccount.fundedWorker(worker)));
  }

  private static ReplicaProcess replica(
      Path folder, Devnet devnet, PostgresProcess server, String name) {
    try {
      Path state = Files.createDirectories(folder.resolve(name));
      List<String> settings =
          List.of(
              "instance.name = " + name,
              "topics = 66,67,68",
              "window.tick = 250ms",
              "settle.period = 1s",
              "camel.management.enabled = false",
              "journal.place = " + server.location().url(),
              "journal.user = " + server.location().user(),
              "journal.replicas = " + REPLICAS);
      return new ReplicaProcess(name, new KillTestDaemon(state, devnet, settings));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long newestNonce(Devnet devnet) {
    return TOPICS.stream()
        .flatMap(it -> devnet.submissions().nonceRecords(it).stream())
        .mapToLong(NonceRecord::nonce)
        .max()
        .orElseThrow();
  }

  private Map<String, Object> judge(Devnet devnet, PostgresProcess server, long first, long last) {
    List<NonceRecord> epochs =
        TOPICS.stream()
            .flatMap(it -> devnet.submissions().nonceRecords(it).stream())
            .filter(it -> it.nonce() >= first && it.nonce() <= last)
            .toList();
    List<Entry> rows = new ArrayList<>();
    try (JournalReader history = JournalReader.open(server.location())) {
      rows.addAll(history.findLatest(EntryFilter.ALL, epochs.size() + 100));
    }
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("epochs", epochs.size());
    figures.put("accepted", epochs.stream().filter(ReplicaTrial::isHit).count());
    figures.put("duplicates", epochs.stream().mapToLong(NonceRecord::duplicateCount).sum());
    figures.put(
        "wrong_rows",
        epochs.stream().filter(it -> isContradicted(it, rows)).peek(this::tell).count());
    return figures;
  }

  private void tell(NonceRecord epoch) {
    say.println("row of topic " + epoch.topicId() + " nonce " + epoch.nonce() + " is wrong");
  }

  private static boolean isHit(NonceRecord epoch) {
    return !epoch.acceptedPayloads().isEmpty();
  }

  /** Whether the row says anything else than the network's own record. */
  private static boolean isContradicted(NonceRecord epoch, List<Entry> rows) {
    boolean accepted =
        rows.stream()
            .filter(it -> it.key().topic() == epoch.topicId() && it.key().nonce() == epoch.nonce())
            .anyMatch(it -> it.state() == EntryState.ACCEPTED);
    return accepted != isHit(epoch);
  }

  private static boolean isKept(Map<String, Object> figures) {
    long epochs = ((Number) figures.get("epochs")).longValue();
    long hit = ((Number) figures.get("accepted")).longValue();
    return figures.get("duplicates").equals(0L)
        && figures.get("wrong_rows").equals(0L)
        && figures.get("ended_by_themselves").equals(0)
        && epochs > 0
        && hit * 100 >= epochs * 99
        && ((Number) figures.get("takeover_p95_s")).doubleValue() <= 15;
  }
}
