package routes.step;

import chain.model.SubmittedValue;
import domain.Claim;
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

  public Claim createClaim(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
    Claim claim =
        new Claim(window, SubmittedValue.of(prediction).toText(), prediction.provenance());
    journal.recordClaim(claim);
    return claim;
  }
}
