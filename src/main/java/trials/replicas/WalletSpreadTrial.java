package trials.replicas;

import devnet.Devnet;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import journal.entry.ReplicaInfo;
import journal.entry.ReplicaOverview;
import journal.entry.WalletLease;
import wallet.Mnemonic;
import wallet.SecretFile;
import wallet.Wallet;

/** Many wallets, a topic each, on three daemon processes, one of which is killed. */
public final class WalletSpreadTrial {
  private static final long FIRST_TOPIC = 1001;
  private static final long NEVER = 1_000_000;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /** Largest difference of a replica from an even share. */
  private static final int TOLERANCE = 5;

  private static final double LONGEST_TAKEOVER = 30;

  private final PrintWriter say;
  private final int wallets;

  public WalletSpreadTrial(PrintWriter say, int wallets) {
    this.say = say;
    this.wallets = wallets;
  }

  /**
   * @param binaries folder of PostgreSQL's programs; null for Debian's newest
   */
  public Map<String, Object> run(Path folder, Path binaries) throws Exception {
    Path place = Files.createDirectories(folder.resolve("server"));
    List<String> settings = new ArrayList<>();
    List<String> addresses = writeWallets(folder, settings);
    try (PostgresProcess server = new PostgresProcess(binaries, place);
        Devnet devnet = Devnet.start(network(addresses));
        ReplicaGroup group = ReplicaGroup.create(folder, devnet, server, settings)) {
      group.replicas().forEach(ReplicaProcess::start);
      await(() -> group.overview().replicas().size() == ReplicaGroup.SIZE);
      double spread = await(() -> isEven(counts(group.overview())));
      LongSummaryStatistics shares = counts(group.overview());
      say.printf("%d wallets: %s%n", wallets, shares);
      ReplicaProcess victim =
          group.replicas().stream().min(Comparator.comparing(ReplicaProcess::name)).orElseThrow();
      victim.kill();
      double takeover = await(() -> isTakenOver(group.overview(), victim.name()));
      say.printf("%s killed: its wallets are taken over after %.1f s%n", victim.name(), takeover);
      Map<String, Object> figures = new LinkedHashMap<>();
      figures.put("wallets", wallets);
      figures.put("wallets_least", shares.getMin());
      figures.put("wallets_most", shares.getMax());
      figures.put("wallets_spread_s", spread);
      figures.put("wallets_takeover_s", takeover);
      figures.put("wallets_passed", isEven(shares) && takeover <= LONGEST_TAKEOVER);
      return figures;
    }
  }

  private List<String> writeWallets(Path folder, List<String> settings) {
    List<String> addresses = new ArrayList<>();
    List<Long> topics = new ArrayList<>();
    SecureRandom random = new SecureRandom();
    for (int i = 0; i < wallets; i++) {
      Path file = folder.resolve("wallet-" + i);
      char[] words = Mnemonic.generate(random);
      addresses.add(Wallet.fromMnemonic(words.clone()).address());
      SecretFile.write(file, words);
      topics.add(FIRST_TOPIC + i);
      settings.add("wallet.w%d.mnemonic-file = %s".formatted(i, file));
      settings.add("topic.%d.wallet = w%d".formatted(FIRST_TOPIC + i, i));
    }
    settings.addAll(ReplicaGroup.topicSettings(topics));
    return addresses;
  }

  /** No window opens, as the trial measures leases only. */
  private DevnetOptions network(List<String> addresses) {
    DevnetOptions standard = DevnetOptions.standard();
    return standard
        .withTopics(
            LongStream.range(FIRST_TOPIC, FIRST_TOPIC + wallets)
                .mapToObj(GenesisTopic::logReturnTopic)
                .map(it -> it.withFirstNonce(standard.startHeight() + NEVER))
                .toList())
        .withAccounts(addresses.stream().map(GenesisAccount::fundedWorker).toList());
  }

  /** Wallets of each running replica. */
  private LongSummaryStatistics counts(ReplicaOverview all) {
    Map<String, Long> held =
        all.leases().stream()
            .filter(it -> it.alive() && it.worker().startsWith("allo1"))
            .collect(Collectors.groupingBy(WalletLease::holder, Collectors.counting()));
    return all.replicas().stream()
        .filter(ReplicaInfo::alive)
        .mapToLong(it -> held.getOrDefault(it.id(), 0L))
        .summaryStatistics();
  }

  private boolean isEven(LongSummaryStatistics shares) {
    double share = (double) wallets / ReplicaGroup.SIZE;
    return shares.getCount() == ReplicaGroup.SIZE
        && shares.getSum() == wallets
        && shares.getMin() >= share - TOLERANCE
        && shares.getMax() <= share + TOLERANCE;
  }

  private boolean isTakenOver(ReplicaOverview all, String killed) {
    List<String> others =
        all.replicas().stream()
            .filter(it -> it.alive() && !it.name().equals(killed))
            .map(ReplicaInfo::id)
            .toList();
    return all.leases().stream()
            .filter(it -> it.alive() && others.contains(it.holder()))
            .filter(it -> it.worker().startsWith("allo1"))
            .count()
        == wallets;
  }

  /**
   * Waits for the condition.
   *
   * @return seconds until it was true
   */
  private static double await(BooleanSupplier condition) throws InterruptedException {
    long began = System.nanoTime();
    while (!condition.getAsBoolean() && System.nanoTime() - began < PATIENCE.toNanos()) {
      TimeUnit.MILLISECONDS.sleep(250);
    }
    return (System.nanoTime() - began) / 1e9;
  }
}
