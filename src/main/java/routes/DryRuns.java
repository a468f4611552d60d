package routes;

import chain.Decimals;
import domain.Claim;
import domain.Prediction;
import domain.Reason;
import domain.Window;
import domain.WindowKey;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import journal.Journal;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import org.apache.camel.Handler;

/**
 * Stands where openings and claims stand in a real run: the value is made, and kept as a dry run
 * outside the journal's key, once a window. It never counts as an answer.
 */
public final class DryRuns {
  private final Journal journal;
  private final Openings openings;
  private final Set<WindowKey> tried = ConcurrentHashMap.newKeySet();

  public DryRuns(Journal journal, Openings openings) {
    this.journal = journal;
    this.openings = openings;
  }

  /** As {@link Openings#next}, without those that were tried. */
  public Window next(@Body List<Window> open) {
    return openings.next(open.stream().filter(it -> !tried.contains(it.key())).toList());
  }

  public boolean due(@ExchangeProperty(ExchangeProperties.WINDOW) Window window) {
    return openings.due(window) && !tried.contains(window.key());
  }

  @Handler
  public Claim fix(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window, @Body Prediction prediction) {
    Claim claim =
        new Claim(window, Decimals.canonical(prediction.value()), prediction.provenance());
    journal.dryRun(claim);
    journal.note(window.key(), Reason.DRY_RUN, "dry run: would have answered " + claim.value());
    tried.add(window.key());
    return claim;
  }
}
