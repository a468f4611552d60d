package market.quality;

import domain.FailureReason;
import java.util.Objects;

/**
 * What one rule says about candles.
 *
 * @param reason what the journal keeps when the rule is broken
 * @param detail one sentence, whether broken or not
 */
public record QualityResult(String rule, boolean passed, FailureReason reason, String detail) {
  public QualityResult {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }
}
