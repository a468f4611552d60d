package routes.step;

import chain.model.SubmittedValue;
import domain.Claim;
import domain.NetworkInference;
import domain.Prediction;
import domain.Window;
import journal.Journal;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.topic.ExchangeProperties;

/**
 * Prediction to claim: from here on this window has one value, durable before anything is signed.
 */
public class ClaimStep {
  private final Journal journal;

  public ClaimStep(Journal journal) {
    this.journal = journal;
  }

  /** What the network inferred for an epoch before, to be scored against: nodes forget it. */
  public void recordNetworkInference(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(ExchangeProperties.NETWORK_INFERENCE) NetworkInference inference) {
    if (inference != null) {
      journal.recordNetworkInference(window.key().chainId(), window.topic(), inference);
    }
  }

  public Claim createClaim(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
    Claim claim =
        new Claim(window, SubmittedValue.of(prediction).toText(), prediction.provenance());
    return recordClaim(claim);
  }

  /** What was computed with its window already. */
  public Claim recordClaim(@Body Claim claim) {
    journal.recordClaim(claim);
    return claim;
  }
}
