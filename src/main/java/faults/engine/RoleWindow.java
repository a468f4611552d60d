package faults.engine;

import devnet.Devnet;
import devnet.ledger.GenesisTopic;
import devnet.ledger.SubmissionRecorder.NonceRecord;
import domain.Role;
import java.util.Optional;

/**
 * The window of a role that opens with an epoch: a worker's has the epoch's own nonce, a reputer's
 * an older one whose ground truth is due.
 *
 * @param end block at whose end it closes
 */
public record RoleWindow(long topicId, Role role, long nonce, long end) {
  /**
   * @param height height at which the epoch begins
   */
  public static RoleWindow of(GenesisTopic topic, Role role, long height) {
    return role == Role.WORKER
        ? new RoleWindow(topic.id(), role, height, height + topic.windowLength())
        : new RoleWindow(
            topic.id(), role, height - topic.groundTruthLag(), height + topic.epochLength());
  }

  /** The network's record of it; empty while it is not open. */
  public Optional<NonceRecord> networkRecord(Devnet devnet) {
    return devnet.submissions().nonceRecord(topicId, role, nonce);
  }

  /** Whether the network stores the submission. */
  public boolean isStored(Devnet devnet) {
    return networkRecord(devnet).filter(it -> !it.acceptedPayloads().isEmpty()).isPresent();
  }
}
