package chain.tx;

import domain.Claim;
import domain.Role;
import domain.WindowKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Gas of the payloads that the chain accepted last. A topic whose windows follow each other closely
 * sends the next one of the same shape without a simulation. Whatever goes otherwise than in the
 * two windows before ends that: a payload that simulation would have refused is paid for once.
 */
public final class AcceptedGas {
  /** Of windows further apart, a simulation each is cheap and says more than the last one did. */
  private static final Duration CLOSE = Duration.ofMinutes(30);

  private final SequenceNumbers sequences;
  private final Map<WindowKey, SignedPayload> signed = new ConcurrentHashMap<>();
  private final Map<WindowKey, AcceptedPayload> accepted = new ConcurrentHashMap<>();

  public AcceptedGas(SequenceNumbers sequences) {
    this.sequences = sequences;
  }

  /**
   * @param numbers as {@link #countNumbers}
   * @param changes of the sequence numbers when it was signed
   */
  private record SignedPayload(
      long nonce, Instant openedAt, String version, int numbers, long gasUsed, long changes) {}

  /**
   * @param distance blocks since the window accepted before it, 0 for the first one
   */
  private record AcceptedPayload(SignedPayload payload, long distance) {}

  /** How many numbers a claim holds, on which its gas depends; negative for losses. */
  static int countNumbers(Claim claim) {
    int kind = claim.key().role() == Role.REPUTER ? -1 : 1;
    return kind * (1 + (int) claim.value().chars().filter(it -> it == '=').count());
  }

  /**
   * @param version of emissions, whose message it is
   * @param gasUsed as it was simulated, now or before
   */
  void recordSigned(Claim claim, String version, long gasUsed) {
    signed.put(
        topicOf(claim),
        new SignedPayload(
            claim.key().nonce(),
            claim.window().openedAt(),
            version,
            countNumbers(claim),
            gasUsed,
            sequences.changeCount()));
  }

  /** The chain stored it. */
  public void recordAccepted(Claim claim) {
    SignedPayload payload = signed.get(topicOf(claim));
    if (payload == null || payload.nonce() != claim.key().nonce()) {
      return;
    }
    accepted.compute(
        topicOf(claim),
        (topic, before) ->
            before != null && before.payload().nonce() == payload.nonce()
                ? before
                : new AcceptedPayload(
                    payload, before == null ? 0 : payload.nonce() - before.payload().nonce()));
  }

  /** A block holds a transaction of this wallet that failed, or that stored nothing. */
  public void recordFailed() {
    accepted.clear();
  }

  /**
   * Gas that was simulated for a payload like this one, if the topic's last two payloads were
   * accepted, as far apart as this window is from the last, and no transaction of the wallet was
   * refused since.
   */
  OptionalLong gasFor(Claim claim, String version) {
    AcceptedPayload last = accepted.get(topicOf(claim));
    return last != null
            && last.payload().changes() == sequences.changeCount()
            && last.payload().version().equals(version)
            && claim.key().nonce() == last.payload().nonce() + last.distance()
            && Duration.between(last.payload().openedAt(), claim.window().openedAt())
                    .compareTo(CLOSE)
                < 0
            && isNoLarger(countNumbers(claim), last.payload().numbers())
        ? OptionalLong.of(last.payload().gasUsed())
        : OptionalLong.empty();
  }

  private static boolean isNoLarger(int numbers, int accepted) {
    return Integer.signum(numbers) == Integer.signum(accepted)
        && Math.abs(numbers) <= Math.abs(accepted);
  }

  private static WindowKey topicOf(Claim claim) {
    return claim.key().withNonce(0);
  }
}
