package routes.allora;

/** What an {@code allora:} endpoint asks of the network, with the body it takes and leaves. */
enum AlloraOperation {
  /** Anything in, a list of {@code Window} out, newest first; needs the option {@code topic}. */
  WINDOWS,
  /** Anything in, the network's own inference out, an {@code OptionalDouble}; needs the topic. */
  CONSENSUS,
  /** A {@code Claim} in, a {@code Submission} out; nothing leaves the house. */
  SIGN,
  /** A {@code Submission} in, a {@code Delivery} out. */
  BROADCAST,
  /** A {@code Submission} in, a {@code Receipt} out. */
  RECEIPT
}
