package routes.topic;

/** What becomes of a window that is about to close without an answer. */
public enum WindowEndPolicy {
  /** It is missed, with the reason. */
  ABSTAIN,
  /** The newest value that passed the guard is sent once more and flagged. */
  LAST_GOOD
}
