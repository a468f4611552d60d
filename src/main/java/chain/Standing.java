package chain;

import domain.Failure;
import domain.Reason;

/**
 * How topic and worker stand with each other at one moment, in the chain's own words.
 *
 * @param nonce the open window's, meaningful only if {@code open}
 * @param lastHeight last block the open window accepts
 * @param next block at which the next window is expected to open
 */
record Standing(
    boolean open,
    long nonce,
    long lastHeight,
    long next,
    boolean registered,
    boolean whitelisted,
    boolean active) {

  static Standing read(Reply reply) {
    boolean open = reply.flag("is_open");
    return new Standing(
        open,
        open ? reply.number("current_nonce_block_height") : 0,
        open ? reply.number("window_end_block") : 0,
        reply.at("next_window_start_block").asLong(0),
        reply.flag("is_registered"),
        reply.flag("is_whitelisted"),
        reply.flag("is_topic_active"));
  }

  /** What keeps this worker from answering, if anything. It may change, so: keep looking. */
  void demandEligible(TopicFacts facts, String worker) {
    long topic = facts.id();
    if (!whitelisted) {
      throw new Failure.Wait(
          Reason.NOT_WHITELISTED,
          worker + " may not submit to topic " + topic + ": ask the topic's owner to whitelist it");
    }
    if (!registered) {
      throw new Failure.Wait(
          Reason.NOT_REGISTERED,
          worker + " is not registered in topic " + topic + ": run 'dromedary register'");
    }
    if (!open && !active) {
      throw new Failure.Wait(
          Reason.TOPIC_INACTIVE,
          "topic "
              + topic
              + (facts.funded() ? " is inactive" : " has no funds")
              + ": no window opens until that changes");
    }
  }
}
