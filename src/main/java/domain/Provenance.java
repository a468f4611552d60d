package domain;

import domain.market.DataOrigin;
import java.time.Instant;
import java.util.Objects;

/**
 * What stands behind a value: which data, which model, which code.
 *
 * @param dataUntil end of the newest bar used; rows of older journals have its start
 * @param rows bars used
 * @param inputHash SHA-256 over pair, bar times and closes
 * @param artifactHash SHA-256 of the model file
 * @param knownReturn the part of the return that had already happened, with who served it or why it
 *     is 0
 */
public record Provenance(
    DataOrigin origin,
    Instant dataUntil,
    int rows,
    String inputHash,
    String artifactHash,
    String codeVersion,
    String knownReturn) {
  public Provenance {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(dataUntil, "dataUntil");
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

  /** Nothing was asked about a known part. */
  public Provenance(
      DataOrigin origin,
      Instant dataUntil,
      int rows,
      String inputHash,
      String artifactHash,
      String codeVersion) {
    this(origin, dataUntil, rows, inputHash, artifactHash, codeVersion, "0");
  }
}
