package routes.step;

import domain.Claim;
import domain.FailureReason;
import domain.NetworkInference;
import domain.Window;
import domain.WindowKey;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import journal.Journal;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;
import routes.topic.ExchangeProperties;

/**
 * Stands where openings and claims stand in a real run: the value is made, and kept as a dry run
 * outside the journal's key, once a window. It never counts as a submission.
 */
public final class DryRunStep extends ClaimStep {
  private final Journal journal;
  private final WindowSelector windowSelector;
  private final Set<WindowKey> tried = ConcurrentHashMap.newKeySet();

  public DryRunStep(Journal journal, WindowSelector windowSelector) {
    super(journal);
    this.journal = journal;
    this.windowSelector = windowSelector;
  }

  /** As {@link WindowSelector#begin}; a window that was tried counts as done. */
  public Optional<Duration> begin(Window window) {
    return tried.contains(window.key()) ? Optional.empty() : windowSelector.begin(window);
  }

  @Override
  public void recordNetworkInference(
      @ExchangeProperty(ExchangeProperties.WINDOW) Window window,
      @ExchangeProperty(ExchangeProperties.NETWORK_INFERENCE) NetworkInference inference) {
    // A dry run has nothing to score.
  }

  @Override
  public Claim recordClaim(@Body Claim claim) {
    journal.recordDryRun(claim);
    journal.recordReason(
        claim.key(), FailureReason.DRY_RUN, "dry run: would have submitted " + claim.value());
    tried.add(claim.key());
    return claim;
  }
}
