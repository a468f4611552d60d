package daemon;

import base.ReadableUnits;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import journal.Journal;
import journal.entry.EntryState;
import journal.entry.OutcomeCount;

/** Summary of a run, logged at its end; read from the journal, not from memory. */
public record RunSummary(List<OutcomeCount> tallies, Instant since, Instant until) {
  public static RunSummary ofRun(Journal journal, Instant since, Instant until) {
    return new RunSummary(journal.reader().countOutcomes(since), since, until);
  }

  /**
   * One sentence with the epochs that opened during the run, their results, and the reasons of
   * misses.
   */
  public String toText() {
    String reasons =
        tallies.stream()
            .filter(it -> it.state().isClosed() && it.state() != EntryState.ACCEPTED)
            .map(it -> it.count() + " " + it.state().label() + reasonText(it))
            .collect(Collectors.joining(", "));
    return "%d epochs opened since %s (%s): %d accepted, %d still open%s"
        .formatted(
            count(null),
            since.truncatedTo(ChronoUnit.SECONDS),
            ReadableUnits.duration(Duration.between(since, until)),
            count(EntryState.ACCEPTED),
            tallies.stream()
                .filter(it -> !it.state().isClosed())
                .mapToLong(OutcomeCount::count)
                .sum(),
            reasons.isEmpty() ? ", none missed" : ", " + reasons);
  }

  private long count(EntryState state) {
    return tallies.stream()
        .filter(it -> state == null || it.state() == state)
        .mapToLong(OutcomeCount::count)
        .sum();
  }

  private static String reasonText(OutcomeCount tally) {
    return tally.reason() == null ? "" : " (" + tally.reason().name() + ")";
  }
}
