package devnet.ledger;

import devnet.proto.Inference;
import java.math.BigInteger;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** State of one topic; guarded by the ledger's lock. */
public final class LedgerTopic {
  /**
   * An inference in a topic's active set.
   *
   * @param height block that included it
   * @param txHash hash of its transaction, empty for a simulated competitor
   */
  public record LedgerInference(Inference inference, long height, String txHash) {
    public String worker() {
      return inference.getInferer();
    }

    public long nonce() {
      return inference.getBlockHeight();
    }

    public String value() {
      return inference.getValue();
    }

    /** Value of a label of {@link LedgerTopic#labels()}; "0" for a label that it does not name. */
    public String valueOf(String label) {
      return label.equals(ONLY_LABEL)
          ? value()
          : inference.getValuesList().stream()
              .filter(it -> it.getLabel().equals(label))
              .map(it -> it.getValue())
              .findFirst()
              .orElse("0");
    }
  }

  /**
   * Moving averages of the scores of a topic's workers. A new worker starts at the initial score;
   * each scored nonce moves the average by a tenth of the difference.
   */
  public static final class ScoreAverages {
    static final double ALPHA = 0.1;

    /** A worker's score and the nonce it was last updated for. */
    public record ScoreEntry(double value, long nonce) {}

    private final Map<String, ScoreEntry> entries = new HashMap<>();
    private double initial;

    public double scoreOf(String worker) {
      return findScore(worker).map(ScoreEntry::value).orElse(initial);
    }

    public Optional<ScoreEntry> findScore(String worker) {
      return Optional.ofNullable(entries.get(worker));
    }

    public double initialScore() {
      return initial;
    }

    public void setScore(String worker, double value, long nonce) {
      entries.put(worker, new ScoreEntry(value, nonce));
    }

    public void updateAverage(String worker, double score, long nonce) {
      double before = findScore(worker).map(ScoreEntry::value).orElse(score);
      setScore(worker, before + ALPHA * (score - before), nonce);
    }
  }

  private static final String ONLY_LABEL = "y";
  static final int KEPT_NONCES = 400;

  public final GenesisTopic options;
  public final Set<String> registeredWorkers = new TreeSet<>();
  public final Set<String> registeredReputers = new TreeSet<>();
  public final StakeLedger stakes = new StakeLedger();
  public final ReputerLedger reputers = new ReputerLedger();
  public final Set<String> whitelist = new TreeSet<>();
  public final TreeSet<Long> openNonces = new TreeSet<>();
  public final Map<String, LedgerInference> latestByWorker = new HashMap<>();
  public final Map<String, Long> inclusionCounts = new HashMap<>();
  public final ScoreAverages scores = new ScoreAverages();

  private final LinkedHashMap<Long, Map<String, LedgerInference>> inferencesByNonce =
      new LinkedHashMap<>();
  public BigInteger feeRevenue = BigInteger.valueOf(616_667);
  public boolean active = true;
  public boolean funded = true;
  public boolean whitelistOnly;
  public long epochLastEnded;
  public long nextNonce;
  public long lastCommitNonce;
  public long lastCommitHeight;

  LedgerTopic(GenesisTopic options, long genesis) {
    this.options = options;
    this.whitelistOnly = options.whitelistOnly();
    this.nextNonce = options.firstNonce() > 0 ? options.firstNonce() : genesis + 2;
    long epoch = options.epochLength();
    // no epoch has ended above the chain's height, however far off the first window is
    long back = Math.max(1, -Math.floorDiv(genesis - nextNonce, epoch));
    this.epochLastEnded = options.fresh() ? 0 : nextNonce - back * epoch;
  }

  /** The same topic on a restarted chain; registrations stay. */
  public LedgerTopic restartedAt(long genesis) {
    LedgerTopic again = new LedgerTopic(options.withFirstNonce(0), genesis);
    again.registeredWorkers.addAll(registeredWorkers);
    again.whitelist.addAll(whitelist);
    return again;
  }

  public long id() {
    return options.id();
  }

  /** Inferences stored for a nonce, by worker; empty if there are none. */
  public Map<String, LedgerInference> inferencesAt(long nonce) {
    return inferencesByNonce.getOrDefault(nonce, Map.of());
  }

  Map<String, LedgerInference> getOrCreateInferences(long nonce) {
    if (inferencesByNonce.size() >= KEPT_NONCES && !inferencesByNonce.containsKey(nonce)) {
      inferencesByNonce.remove(inferencesByNonce.keySet().iterator().next());
    }
    return inferencesByNonce.computeIfAbsent(nonce, it -> new LinkedHashMap<>());
  }

  /** Refuses a second submission to the same nonce. */
  public void rejectDuplicate(String worker, long nonce) {
    if (inferencesAt(nonce).containsKey(worker)) {
      throw new TxRejectedException(
          "undefined", 1, "Error appending inference: inference already submitted");
    }
    boolean scored =
        scores.findScore(worker).map(it -> it.nonce() == nonce && nonce > 0).orElse(false);
    if (scored) {
      throw TxRejectedException.emissionsError(78, "cannot update EMA more than once per window");
    }
  }

  /**
   * Stores the inference if the active set has room or a member with a lower score, which is then
   * evicted. The transaction succeeds either way.
   *
   * @param limit size of the active set
   * @return whether it was stored
   */
  public boolean tryAdd(LedgerInference entry, int limit) {
    Map<String, LedgerInference> set = getOrCreateInferences(entry.nonce());
    if (set.size() >= limit && !evictWeaker(set, entry)) {
      scores.updateAverage(entry.worker(), scores.initialScore(), entry.nonce());
      return false;
    }
    set.put(entry.worker(), entry);
    latestByWorker.put(entry.worker(), entry);
    return true;
  }

  private boolean evictWeaker(Map<String, LedgerInference> set, LedgerInference entry) {
    LedgerInference lowest = lowest(set).orElseThrow();
    if (scores.scoreOf(entry.worker()) <= scores.scoreOf(lowest.worker())) {
      return false;
    }
    set.remove(lowest.worker());
    latestByWorker.remove(lowest.worker());
    scores.updateAverage(lowest.worker(), scores.initialScore(), entry.nonce());
    return true;
  }

  private Optional<LedgerInference> lowest(Map<String, LedgerInference> set) {
    return set.values().stream().min(Comparator.comparingDouble(it -> scores.scoreOf(it.worker())));
  }

  /** The topic's labels; the chain names the only one of a single-output topic itself. */
  public List<String> labels() {
    return options.isMultiLabel() ? options.labels() : List.of(ONLY_LABEL);
  }

  public boolean isRunning() {
    return active && funded;
  }

  public boolean maySubmit(String worker) {
    return !whitelistOnly || whitelist.contains(worker);
  }
}
