package devnet;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** State of one topic; guarded by the ledger's lock. */
final class Topic {
  static final int KEPT_NONCES = 400;

  final TopicOptions options;
  final Set<String> registered = new TreeSet<>();
  final Set<String> whitelist = new TreeSet<>();
  final TreeSet<Long> open = new TreeSet<>();
  final Map<String, Stored> latest = new HashMap<>();
  final Map<String, Long> inclusions = new HashMap<>();
  final Scores scores = new Scores();

  private final LinkedHashMap<Long, Map<String, Stored>> sets = new LinkedHashMap<>();
  boolean active = true;
  boolean funded = true;
  boolean restricted;
  long epochLastEnded;
  long nextNonce;
  long lastCommitNonce;
  long lastCommitHeight;

  Topic(TopicOptions options, long genesis) {
    this.options = options;
    this.restricted = options.restricted();
    this.nextNonce = options.firstNonce() > 0 ? options.firstNonce() : genesis + 2;
    this.epochLastEnded = nextNonce - options.epochLength();
  }

  /** The same topic on a chain that starts over; who is registered stays so. */
  Topic reborn(long genesis) {
    Topic again = new Topic(options.withFirstNonce(0), genesis);
    again.registered.addAll(registered);
    again.whitelist.addAll(whitelist);
    return again;
  }

  long id() {
    return options.id();
  }

  /** Inferences stored for a nonce by worker; empty where nothing was. */
  Map<String, Stored> set(long nonce) {
    return sets.getOrDefault(nonce, Map.of());
  }

  Map<String, Stored> openSet(long nonce) {
    if (sets.size() >= KEPT_NONCES && !sets.containsKey(nonce)) {
      sets.remove(sets.keySet().iterator().next());
    }
    return sets.computeIfAbsent(nonce, it -> new LinkedHashMap<>());
  }

  boolean runs() {
    return active && funded;
  }

  boolean permits(String worker) {
    return !restricted || whitelist.contains(worker);
  }
}
