package trials.replicas;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import journal.JournalReader;
import journal.entry.EntryFilter;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/**
 * Three daemon processes with one wallet and three topics share a server under faults; the
 * network's own record decides the result of each epoch.
 */
public final class ReplicaTrial {
  private static final List<Long> TOPICS = List.of(66L, 67L, 68L);
  private static final Duration BLOCK = Duration.ofMillis(250);
  private static final Duration SETTLING = Duration.ofSeconds(40);

  /** Epochs during which two are frozen. */
  private static final int LEFT_ALONE = 2;

  private final String worker =
      Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
  private final PrintWriter say;
  private final long epoch;
  private final long open;

  /**
   * @param say receives a line for each fault
   * @param epoch length of an epoch, whose window is open for five sixths; a take-over uses up to
   *     15 s
   */
  public ReplicaTrial(PrintWriter say, Duration epoch) {
    this.say = say;
    this.epoch = epoch.dividedBy(BLOCK);
    this.open = this.epoch * 5 / 6;
  }

  /**
   * @param binaries folder of PostgreSQL's programs; null for Debian's newest
   * @param epochs epochs of each topic
   */
  public Map<String, Object> run(Path folder, Path binaries, int epochs, RandomGenerator random)
      throws Exception {
    Path place = Files.createDirectories(folder.resolve("server"));
    try (PostgresProcess server = new PostgresProcess(binaries, place);
        Devnet devnet = Devnet.start(network());
        ReplicaGroup group =
            ReplicaGroup.create(folder, devnet, server, List.of("topics = 66,67,68"));
        ReplicaChaos chaos = new ReplicaChaos(group, worker, random, say)) {
      chaos.startAll();
      long first = newestNonce(devnet) + epoch;
      long last = first + (epochs - 1L) * epoch;
      while (devnet.height() < last + open) {
        chaos.doOneThing();
      }
      chaos.calm();
      chaos.freezeAllButOne();
      long frozen = devnet.height();
      awaitHeight(devnet, frozen + LEFT_ALONE * epoch + open);
      long awake = devnet.height();
      chaos.calm();
      TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
      Map<String, Object> figures =
          judge(devnet, server, it -> it.nonce() >= first && it.nonce() <= last).toJsonFields(say);
      EpochVerdict alone =
          judge(devnet, server, it -> it.firstBlock() > frozen && it.firstBlock() + open <= awake);
      figures.put("epochs_of_the_third", alone.epochs().size());
      figures.put("accepted_of_the_third", alone.countAccepted());
      figures.putAll(chaos.toJsonFields());
      figures.put("replicas_passed", isPassed(figures));
      return figures;
    }
  }

  private static void awaitHeight(Devnet devnet, long height) throws InterruptedException {
    while (devnet.height() < height) {
      TimeUnit.MILLISECONDS.sleep(BLOCK.toMillis());
    }
  }

  private DevnetOptions network() {
    return DevnetOptions.standard()
        .withBlockTime(BLOCK)
        .withTopics(
            TOPICS.stream()
                .map(GenesisTopic::logReturnTopic)
                .map(it -> it.withBlockLengths(epoch, open, epoch * 168))
                .toList())
        .withAccounts(List.of(GenesisAccount.fundedWorker(worker)));
  }

  private static long newestNonce(Devnet devnet) {
    return TOPICS.stream()
        .flatMap(it -> devnet.submissions().nonceRecords(it).stream())
        .mapToLong(NonceRecord::nonce)
        .max()
        .orElseThrow();
  }

  private EpochVerdict judge(
      Devnet devnet, PostgresProcess server, Predicate<NonceRecord> counted) {
    List<NonceRecord> epochs =
        TOPICS.stream()
            .flatMap(it -> devnet.submissions().nonceRecords(it).stream())
            .filter(counted)
            .toList();
    try (JournalReader history = JournalReader.open(server.location())) {
      return new EpochVerdict(epochs, history.findLatest(EntryFilter.ALL, 100_000));
    }
  }

  private static boolean isPassed(Map<String, Object> figures) {
    return number(figures, "duplicates") == 0
        && number(figures, "wrong_rows") == 0
        && number(figures, "ended_by_themselves") == 0
        && number(figures, "epochs") > 0
        && number(figures, "accepted") * 100 >= number(figures, "epochs") * 99
        && number(figures, "epochs_of_the_third") > 0
        && number(figures, "epochs_of_the_third") == number(figures, "accepted_of_the_third")
        && number(figures, "takeovers") > 0
        && number(figures, "takeover_p95_s") <= 15;
  }

  private static double number(Map<String, Object> figures, String name) {
    return ((Number) figures.get(name)).doubleValue();
  }
}
