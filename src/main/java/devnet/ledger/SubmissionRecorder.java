package devnet.ledger;

import devnet.server.DevnetJson;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Record of every included worker payload and its result, kept by the ledger itself. */
public final class SubmissionRecorder {
  /**
   * One payload that a block included.
   *
   * @param fee in uallo, paid even if the payload failed
   * @param stored whether the inference entered the active set
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
      boolean stored) {}

  /**
   * One nonce of a topic.
   *
   * @param openedAt header time of the nonce's block
   * @param storedWorkers workers whose inference was in the set when the window closed; empty
   *     before
   */
  public record NonceRecord(
      long topicId,
      long nonce,
      Instant openedAt,
      boolean closed,
      List<IncludedPayload> includedPayloads,
      List<String> storedWorkers) {
    public NonceRecord {
      includedPayloads = List.copyOf(includedPayloads);
      storedWorkers = List.copyOf(storedWorkers);
    }

    /** Payloads whose inference was stored. */
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

  private final Map<Long, TreeMap<Long, NonceRecord>> topics = new TreeMap<>();

  /** All nonces of the topic so far, oldest first. */
  public synchronized List<NonceRecord> nonceRecords(long topic) {
    return List.copyOf(recordsOf(topic).values());
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
  public DevnetJson toJson() {
    List<DevnetJson> topics =
        topicIds().stream()
            .map(
                it ->
                    DevnetJson.object("topic_id", it)
                        .with("accepted", acceptedCount(it))
                        .with("attempts", includedCount(it))
                        .with("duplicates", duplicateCount(it))
                        .with(
                            "nonces",
                            nonceRecords(it).stream().map(SubmissionRecorder::nonce).toList()))
            .toList();
    return DevnetJson.object("topics", topics);
  }

  private static DevnetJson nonce(NonceRecord nonce) {
    return DevnetJson.object("nonce", nonce.nonce())
        .with("opened_at", nonce.openedAt().toString())
        .with("closed", nonce.closed())
        .with("kept", nonce.storedWorkers())
        .with(
            "attempts",
            nonce.includedPayloads().stream().map(SubmissionRecorder::attempt).toList());
  }

  private static DevnetJson attempt(IncludedPayload attempt) {
    return DevnetJson.object("worker", attempt.worker())
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

  public synchronized void windowOpened(long topic, long nonce, Instant at) {
    recordsOf(topic).put(nonce, new NonceRecord(topic, nonce, at, false, List.of(), List.of()));
  }

  public synchronized void windowClosed(long topic, long nonce, Collection<String> kept) {
    recordsOf(topic)
        .computeIfPresent(
            nonce,
            (it, old) ->
                new NonceRecord(
                    topic, nonce, old.openedAt(), true, old.includedPayloads(), List.copyOf(kept)));
  }

  public synchronized void payloadIncluded(long topic, long nonce, IncludedPayload attempt) {
    NonceRecord old = recordsOf(topic).get(nonce);
    if (old != null) {
      List<IncludedPayload> all = new ArrayList<>(old.includedPayloads());
      all.add(attempt);
      recordsOf(topic)
          .put(
              nonce,
              new NonceRecord(
                  topic, nonce, old.openedAt(), old.closed(), all, old.storedWorkers()));
    }
  }

  private synchronized TreeMap<Long, NonceRecord> recordsOf(long topic) {
    return topics.computeIfAbsent(topic, it -> new TreeMap<>());
  }
}
