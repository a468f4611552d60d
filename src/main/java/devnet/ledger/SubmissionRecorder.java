package devnet.ledger;

import devnet.server.CosmosJson;
import domain.Role;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Record of every included payload and its result, a worker's or a reputer's, kept by the ledger
 * itself.
 */
public final class SubmissionRecorder {
  /**
   * One payload that a block included.
   *
   * @param worker address that submitted it, in either role
   * @param value text of the stored value, in the form of a claim
   * @param fee in uallo, paid even if the payload failed
   * @param stored whether the inference or the report entered the active set
   */
  public record IncludedPayload(
      String worker,
      String value,
      String txHash,
      long blockHeight,
      Instant blockTime,
      String codespace,
      int code,
      String log,
      BigInteger fee,
      boolean stored) {
    private static final Pattern NUMBER = Pattern.compile("(?<=^|[=:])[-+.E0-9]+(?=$|[,;|])");

    /** Whether a claim has the same value, whatever the spelling of its numbers. */
    public boolean hasValue(String claimed) {
      return claimed != null && respelled(claimed).equals(respelled(value));
    }

    private static String respelled(String text) {
      return NUMBER
          .matcher(text)
          .replaceAll(it -> new BigDecimal(it.group()).stripTrailingZeros().toPlainString());
    }
  }

  /**
   * One nonce of a topic, as one role's window.
   *
   * @param firstBlock first block that accepts payloads
   * @param openedAt header time of that block
   * @param storedWorkers addresses in the set when the window closed; empty before
   */
  public record NonceRecord(
      long topicId,
      Role role,
      long nonce,
      long firstBlock,
      Instant openedAt,
      boolean closed,
      List<IncludedPayload> includedPayloads,
      List<String> storedWorkers) {
    public NonceRecord {
      includedPayloads = List.copyOf(includedPayloads);
      storedWorkers = List.copyOf(storedWorkers);
    }

    private NonceRecord closedWith(Collection<String> kept) {
      return new NonceRecord(
          topicId, role, nonce, firstBlock, openedAt, true, includedPayloads, List.copyOf(kept));
    }

    private NonceRecord with(IncludedPayload payload) {
      List<IncludedPayload> all = new ArrayList<>(includedPayloads);
      all.add(payload);
      return new NonceRecord(
          topicId, role, nonce, firstBlock, openedAt, closed, all, storedWorkers);
    }

    /** Attempts that were stored. */
    public List<IncludedPayload> acceptedPayloads() {
      return includedPayloads.stream().filter(IncludedPayload::stored).toList();
    }

    /** Included payloads of a worker who was already stored for this nonce. */
    public long duplicateCount() {
      List<String> stored = new ArrayList<>();
      long count = 0;
      for (IncludedPayload attempt : includedPayloads) {
        count += stored.contains(attempt.worker()) ? 1 : 0;
        if (attempt.stored()) {
          stored.add(attempt.worker());
        }
      }
      return count;
    }
  }

  private final Map<Long, Map<Role, TreeMap<Long, NonceRecord>>> topics = new TreeMap<>();

  /** Every worker's window of the topic so far, oldest first. */
  public List<NonceRecord> nonceRecords(long topic) {
    return nonceRecords(topic, Role.WORKER);
  }

  /** Every window of the topic and the role so far, oldest first. */
  public synchronized List<NonceRecord> nonceRecords(long topic, Role role) {
    return List.copyOf(recordsOf(topic, role).values());
  }

  public Optional<NonceRecord> nonceRecord(long topic, Role role, long nonce) {
    return nonceRecords(topic, role).stream().filter(it -> it.nonce() == nonce).findFirst();
  }

  /** Inferences stored for the topic, of all workers with transactions of their own. */
  public int acceptedCount(long topic) {
    return (int) payloadIncluded(topic).filter(IncludedPayload::stored).count();
  }

  /** Payloads included for the topic, failed ones too. */
  public int includedCount(long topic) {
    return (int) payloadIncluded(topic).count();
  }

  /** Payloads included after the same worker was already stored for the same nonce. */
  public int duplicateCount(long topic) {
    return (int) nonceRecords(topic).stream().mapToLong(NonceRecord::duplicateCount).sum();
  }

  private synchronized List<Long> topicIds() {
    return List.copyOf(topics.keySet());
  }

  /** The record as JSON, for programs that are not Java. */
  public CosmosJson toJson() {
    List<CosmosJson> topics =
        topicIds().stream()
            .map(
                it ->
                    CosmosJson.object("topic_id", it)
                        .with("accepted", acceptedCount(it))
                        .with("attempts", includedCount(it))
                        .with("duplicates", duplicateCount(it))
                        .with("nonces", nonces(it, Role.WORKER))
                        .with("reputer_nonces", nonces(it, Role.REPUTER)))
            .toList();
    return CosmosJson.object("topics", topics);
  }

  private List<CosmosJson> nonces(long topic, Role role) {
    return nonceRecords(topic, role).stream().map(SubmissionRecorder::nonce).toList();
  }

  private static CosmosJson nonce(NonceRecord nonce) {
    return CosmosJson.object("nonce", nonce.nonce())
        .with("opened_at", nonce.openedAt().toString())
        .with("closed", nonce.closed())
        .with("kept", nonce.storedWorkers())
        .with(
            "attempts",
            nonce.includedPayloads().stream().map(SubmissionRecorder::attempt).toList());
  }

  private static CosmosJson attempt(IncludedPayload attempt) {
    return CosmosJson.object("worker", attempt.worker())
        .with("value", attempt.value())
        .with("hash", attempt.txHash())
        .with("height", attempt.blockHeight())
        .with("at", attempt.blockTime().toString())
        .with("codespace", attempt.codespace())
        .with("code", attempt.code())
        .with("log", attempt.log())
        .with("fee", attempt.fee().toString())
        .with("stored", attempt.stored());
  }

  private Stream<IncludedPayload> payloadIncluded(long topic) {
    return nonceRecords(topic).stream().flatMap(it -> it.includedPayloads().stream());
  }

  public synchronized void windowOpened(
      long topic, Role role, long nonce, long height, Instant at) {
    recordsOf(topic, role)
        .putIfAbsent(
            nonce, new NonceRecord(topic, role, nonce, height, at, false, List.of(), List.of()));
  }

  public synchronized void windowClosed(
      long topic, Role role, long nonce, Collection<String> kept) {
    recordsOf(topic, role).computeIfPresent(nonce, (it, old) -> old.closedWith(kept));
  }

  public synchronized void payloadIncluded(
      long topic, Role role, long nonce, IncludedPayload attempt) {
    recordsOf(topic, role).computeIfPresent(nonce, (it, old) -> old.with(attempt));
  }

  private synchronized TreeMap<Long, NonceRecord> recordsOf(long topic, Role role) {
    return topics
        .computeIfAbsent(topic, it -> new EnumMap<>(Role.class))
        .computeIfAbsent(role, it -> new TreeMap<>());
  }
}
