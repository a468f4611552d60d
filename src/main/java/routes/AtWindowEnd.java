package routes;

/** What becomes of a window that is about to close without an answer. */
public enum AtWindowEnd {
  /** It is missed, with the reason. */
  ABSTAIN,
  /** The newest value that passed the guard is sent once more and flagged. */
  LAST_GOOD
}
