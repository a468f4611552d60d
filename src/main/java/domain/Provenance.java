package domain;

import domain.market.DataOrigin;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/**
 * What stands behind a value: which data, which model, which code.
 *
 * @param newestCandle start of the newest bar used
 * @param rows bars used
 * @param inputHash SHA-256 over pair, bar times and closes
 * @param artifactHash SHA-256 of the model file
 * @param knownReturn the part of the return that had already happened, with who served it or why it
 *     is 0
 */
public record Provenance(
    DataOrigin origin,
    Instant newestCandle,
    int rows,
    String inputHash,
    String artifactHash,
    String codeVersion,
    String knownReturn) {
  /** What a worker predicts from. */
  private static final Duration BAR = Duration.ofHours(1);

  public Provenance {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(newestCandle, "newestCandle");
    Objects.requireNonNull(inputHash, "inputHash");
    Objects.requireNonNull(artifactHash, "artifactHash");
    Objects.requireNonNull(codeVersion, "codeVersion");
    Objects.requireNonNull(knownReturn, "known");
  }

  /**
   * Behind a model server's answer where no candles were at hand.
   *
   * @param at when the window opened
   */
  public static Provenance withoutMarket(Instant at, String artifactHash, String codeVersion) {
    DataOrigin none = new DataOrigin.RealMarket("none");
    return new Provenance(none, at, 0, "", artifactHash, codeVersion, "0");
  }

  /** Moment up to which the data reach: the end of the newest bar. */
  public Instant dataUntil() {
    return rows == 0 ? newestCandle : newestCandle.plus(BAR);
  }

  /** Nothing was asked about a known part. */
  public Provenance(
      DataOrigin origin,
      Instant newestCandle,
      int rows,
      String inputHash,
      String artifactHash,
      String codeVersion) {
    this(origin, newestCandle, rows, inputHash, artifactHash, codeVersion, "0");
  }
}
