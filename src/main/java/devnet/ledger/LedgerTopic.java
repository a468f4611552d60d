package devnet.ledger;

import devnet.genesis.GenesisTopic;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** State of one topic; guarded by the ledger's lock. */
public final class LedgerTopic {
  static final int KEPT_NONCES = 400;

  public final GenesisTopic options;
  public final Set<String> registeredWorkers = new TreeSet<>();
  public final Set<String> whitelist = new TreeSet<>();
  public final TreeSet<Long> openNonces = new TreeSet<>();
  public final Map<String, LedgerInference> latestByWorker = new HashMap<>();
  public final Map<String, Long> inclusionCounts = new HashMap<>();
  public final InfererScores scores = new InfererScores();

  private final LinkedHashMap<Long, Map<String, LedgerInference>> inferencesByNonce =
      new LinkedHashMap<>();
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
    this.epochLastEnded = nextNonce - options.epochLength();
  }

  /** The same topic on a chain that starts over; who is registered stays so. */
  public LedgerTopic restartedAt(long genesis) {
    LedgerTopic again = new LedgerTopic(options.withFirstNonce(0), genesis);
    again.registeredWorkers.addAll(registeredWorkers);
    again.whitelist.addAll(whitelist);
    return again;
  }

  public long id() {
    return options.id();
  }

  /** Inferences stored for a nonce by worker; empty where nothing was. */
  public Map<String, LedgerInference> inferencesAt(long nonce) {
    return inferencesByNonce.getOrDefault(nonce, Map.of());
  }

  Map<String, LedgerInference> getOrCreateInferences(long nonce) {
    if (inferencesByNonce.size() >= KEPT_NONCES && !inferencesByNonce.containsKey(nonce)) {
      inferencesByNonce.remove(inferencesByNonce.keySet().iterator().next());
    }
    return inferencesByNonce.computeIfAbsent(nonce, it -> new LinkedHashMap<>());
  }

  public boolean isRunning() {
    return active && funded;
  }

  public boolean maySubmit(String worker) {
    return !whitelistOnly || whitelist.contains(worker);
  }
}
