package market;

import java.time.Duration;
import java.time.Instant;

/**
 * A provider of candles: how to ask it and how to read what it answers. No input or output here.
 */
public interface Source {
  /** Name in configuration, in the journal and in file names, e.g. {@code tiingo}. */
  String name();

  /** Where the public service lives, without a path. */
  String url();

  /** Bars one request may ask for. */
  int span();

  /**
   * Question for the bars that start in [from, until).
   *
   * @param pair lower case without separator, e.g. {@code btcusd}
   * @param step one hour or one minute
   */
  Ask ask(String pair, Duration step, Instant from, Instant until);

  /** Reads any reply, however broken, without throwing. */
  Reading read(Reply reply, Duration step);
}
