package domain;

/** What a topic asks for: the log-return over the horizon, or the price at its end. */
public enum PredictionTarget {
  LOG_RETURN,
  PRICE
}
