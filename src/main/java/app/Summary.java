package app;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.stream.Collectors;
import journal.Journal;
import journal.State;
import journal.Tally;

/** What a run came to, said once at the end and taken from the journal, not from memory. */
record Summary(List<Tally> tallies, Instant since, Instant until) {
  static Summary of(Journal journal, Instant since, Instant until) {
    return new Summary(journal.history().tally(since), since, until);
  }

  /** One sentence: epochs that opened during the run, how they ended, and why not. */
  String line() {
    String reasons =
        tallies.stream()
            .filter(it -> it.state().closed() && it.state() != State.ACCEPTED)
            .map(it -> it.count() + " " + it.state().label() + reason(it))
            .collect(Collectors.joining(", "));
    return "%d epochs opened since %s (%d min): %d accepted, %d still open%s"
        .formatted(
            count(null),
            since.truncatedTo(ChronoUnit.SECONDS),
            Duration.between(since, until).toMinutes(),
            count(State.ACCEPTED),
            tallies.stream().filter(it -> !it.state().closed()).mapToLong(Tally::count).sum(),
            reasons.isEmpty() ? ", none missed" : ", " + reasons);
  }

  private long count(State state) {
    return tallies.stream()
        .filter(it -> state == null || it.state() == state)
        .mapToLong(Tally::count)
        .sum();
  }

  private static String reason(Tally tally) {
    return tally.reason() == null ? "" : " (" + tally.reason().name() + ")";
  }
}
