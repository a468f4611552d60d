package journal.entry;

/** Whose rewards, in which topic. */
public record RewardOwner(String chainId, long topic, String worker) {}
