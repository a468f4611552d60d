package domain;

import java.time.Instant;
import java.util.Objects;

/**
 * What stands behind a value: which data, which model, which code.
 *
 * @param newestCandle start of the newest bar used
 * @param rows bars used
 * @param inputHash SHA-256 over pair, bar times and closes
 * @param artifactHash SHA-256 of the model file
 */
public record Provenance(
    Origin origin,
    Instant newestCandle,
    int rows,
    String inputHash,
    String artifactHash,
    String codeVersion) {
  public Provenance {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(newestCandle, "newestCandle");
    Objects.requireNonNull(inputHash, "inputHash");
    Objects.requireNonNull(artifactHash, "artifactHash");
    Objects.requireNonNull(codeVersion, "codeVersion");
  }
}
