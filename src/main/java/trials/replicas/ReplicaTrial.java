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
import java.util.stream.LongStream;
import journal.JournalReader;
import journal.entry.EntryFilter;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/**
 * Three daemon processes with one wallet and several topics share a server under faults; the
 * network's own record decides the result of each epoch.
 */
public final class ReplicaTrial {
  private static final long FIRST_TOPIC = 1001;
  private static final Duration BLOCK = Duration.ofMillis(250);
  private static final Duration SETTLING = Duration.ofSeconds(40);

  private final String worker =
      Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address();
  private final PrintWriter say;
  private final List<Long> topics;
  private final long epoch;
  private final long open;

  /**
   * @param say receives a line for each fault
   * @param topics how many; their windows open one after the other
   * @param epoch length of an epoch, whose window is open for five sixths; a take-over uses up to
   *     15 s
   */
  public ReplicaTrial(PrintWriter say, int topics, Duration epoch) {
    this.say = say;
    this.topics = LongStream.range(FIRST_TOPIC, FIRST_TOPIC + topics).boxed().toList();
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
            ReplicaGroup.create(folder, devnet, server, ReplicaGroup.topicSettings(topics));
        ReplicaChaos chaos = new ReplicaChaos(group, worker, random, say)) {
      chaos.startAll();
      long first = devnet.height() + 1;
      long end = first + epochs * epoch;
      while (devnet.height() < end + open) {
        chaos.doOneThing();
      }
      chaos.calm();
      chaos.freezeAllButOne();
      long frozen = devnet.height();
      awaitHeight(devnet, frozen + epoch + open);
      long awake = devnet.height();
      chaos.calm();
      TimeUnit.MILLISECONDS.sleep(SETTLING.toMillis());
      Map<String, Object> figures =
          judge(devnet, server, it -> it.nonce() >= first && it.nonce() < end).toJsonFields(say);
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
    DevnetOptions standard = DevnetOptions.standard();
    return standard
        .withBlockTime(BLOCK)
        .withTopics(
            topics.stream()
                .map(GenesisTopic::logReturnTopic)
                .map(it -> it.withBlockLengths(epoch, open, epoch * 168))
                .map(it -> it.withFirstNonce(standard.startHeight() + 2 + offset(it.id())))
                .toList())
        .withAccounts(List.of(GenesisAccount.fundedWorker(worker)));
  }

  private long offset(long topic) {
    return (topic - FIRST_TOPIC) * epoch / topics.size();
  }

  private EpochVerdict judge(
      Devnet devnet, PostgresProcess server, Predicate<NonceRecord> counted) {
    List<NonceRecord> epochs =
        topics.stream()
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
