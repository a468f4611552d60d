package routes.topic;

/** Names of the exchange properties that steps of one cycle leave for the steps after them. */
public final class ExchangeProperties {
  /** The {@code Window} to submit to; logs carry it. */
  public static final String WINDOW = "window";

  /** The topic the cycle is for, a {@code TopicSpec}. */
  public static final String TOPIC = "topic";

  public static final String CANDLES = "candles";

  /** Topics of the other pairs whose candles are wanted too, a list of {@code TopicSpec}. */
  public static final String OTHER_PAIRS = "otherPairs";

  /** The part of the return that has already happened, a {@code KnownReturn}. */
  public static final String KNOWN = "known";

  /** The features of the cycle. */
  public static final String ROW = "row";

  /** The network's own inference, an {@code OptionalDouble}. */
  public static final String CONSENSUS = "consensus";

  /** The same with its epoch, a {@code NetworkInference}; absent where there is none. */
  public static final String NETWORK_INFERENCE = "networkInference";

  /** What is to be done about the topic's open windows, a {@code WindowChoice}. */
  public static final String CHOICE = "choice";

  /** The signed {@code Submission}. */
  public static final String SUBMISSION = "submission";

  /** The number of the attempt being made. */
  public static final String ATTEMPT = "attempt";

  /** The journal entry being settled or scored. */
  public static final String ENTRY = "entry";

  /** The {@code Failure} that ended the cycle; Camel's own mark also tells of what was overcome. */
  public static final String FAILURE = "failure";

  /** The requests being made of a market source, a {@code SourceQuery}. */
  public static final String SOURCE_QUERY = "sourceQuery";

  private ExchangeProperties() {}
}
