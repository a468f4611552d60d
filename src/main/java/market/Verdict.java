package market;

import domain.Reason;
import java.util.Objects;

/**
 * What one rule says about candles.
 *
 * @param reason what the journal keeps when the rule is broken
 * @param detail one sentence, whether broken or not
 */
public record Verdict(String rule, boolean kept, Reason reason, String detail) {
  public Verdict {
    Objects.requireNonNull(rule, "rule");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(detail, "detail");
  }
}
