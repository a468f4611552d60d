package chain.window;

import chain.http.NodeReply;
import chain.model.TopicInfo;
import domain.Failure;
import domain.FailureReason;

/**
 * How topic and worker stand with each other at one moment, in the chain's own words.
 *
 * @param nonce the open window's, meaningful only if {@code open}
 * @param lastHeight last block the open window accepts
 * @param nextWindowHeight block at which the next window is expected to open
 */
record WorkerStatus(
    boolean open,
    long nonce,
    long lastHeight,
    long nextWindowHeight,
    boolean registered,
    boolean whitelisted,
    boolean topicActive) {

  static WorkerStatus parse(NodeReply reply) {
    boolean open = reply.booleanField("is_open");
    return new WorkerStatus(
        open,
        open ? reply.longField("current_nonce_block_height") : 0,
        open ? reply.longField("window_end_block") : 0,
        reply.longFieldOrZero("next_window_start_block"),
        reply.booleanField("is_registered"),
        reply.booleanField("is_whitelisted"),
        reply.booleanField("is_topic_active"));
  }

  boolean isEligible() {
    return registered && whitelisted && (open || topicActive);
  }

  /** What keeps this worker from submitting, if anything. It may change, so polling goes on. */
  void requireEligible(TopicInfo facts, String worker) {
    long topic = facts.id();
    if (!whitelisted) {
      throw new Failure.Retry(
          FailureReason.NOT_WHITELISTED,
          worker + " may not submit to topic " + topic + ": ask the topic's owner to whitelist it");
    }
    if (!registered) {
      throw new Failure.Retry(
          FailureReason.NOT_REGISTERED,
          worker + " is not registered in topic " + topic + ": run 'dromedary register'");
    }
    if (!open && !topicActive) {
      throw new Failure.Retry(
          FailureReason.TOPIC_INACTIVE,
          "topic "
              + topic
              + (facts.funded() ? " is inactive" : " has no funds")
              + ": no window opens until it is active");
    }
  }
}
