package routes;

import chain.Decimals;
import domain.Claim;
import domain.Prediction;
import domain.Window;
import journal.Journal;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * Prediction to claim: from here on this window has one value, durable before anything is signed.
 */
public final class Claims {
  private final Journal journal;

  public Claims(Journal journal) {
    this.journal = journal;
  }

  public Claim fix(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
    Claim claim =
        new Claim(window, Decimals.canonical(prediction.value()), prediction.provenance());
    journal.claim(claim);
    return claim;
  }
}
