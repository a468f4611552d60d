package routes;

import domain.Reason;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.State;

/**
 * What somebody should be told, read off the journal and the heartbeat, so that a missed word now
 * is said at the next look. The same subject is not repeated within the rest.
 */
public final class Alerts {
  private static final int LOOK_BACK = 16;
  private static final int FROZEN = 4;
  private static final Set<Reason> DATA =
      Set.of(Reason.STALE_DATA, Reason.BAD_DATA, Reason.NO_DATA, Reason.SYNTHETIC_DATA);

  private final History history;
  private final Heartbeat heartbeat;
  private final InstantSource clock;
  private final AlertPolicy policy;
  private final Set<WindowKey> told = new HashSet<>();
  private final Map<String, Instant> said = new HashMap<>();

  public Alerts(History history, Heartbeat heartbeat, InstantSource clock, AlertPolicy policy) {
    this.history = history;
    this.heartbeat = heartbeat;
    this.clock = clock;
    this.policy = policy;
    newest().filter(it -> it.state().closed()).forEach(it -> told.add(it.key()));
  }

  /** Sentences to send now, each with tier and instance in front. */
  public List<String> due() {
    List<String> due = new ArrayList<>();
    try {
      List<Entry> rows = newest().toList();
      rows.forEach(entry -> row(due, entry));
      frozen(due, rows);
    } catch (RuntimeException e) {
      say(due, AlertPolicy.Tier.PAGE, "journal trouble", e.getMessage());
    }
    heartbeat.runway().filter(this::low).ifPresent(it -> low(due, it));
    return due;
  }

  private void row(List<String> due, Entry entry) {
    String words = entry.window() + " " + entry.state().label() + ": " + entry.why();
    if (entry.state() == State.OPEN && DATA.contains(entry.reason())) {
      say(due, AlertPolicy.Tier.WARN, "data trouble", words);
    } else if (entry.state().closed() && told.add(entry.key())) {
      closed(due, entry.state(), words);
    }
  }

  private void closed(List<String> due, State state, String words) {
    switch (state) {
      case ACCEPTED -> {}
      case ACCEPTED_MISSING, INCLUDED_REJECTED ->
          due.add(policy.line(AlertPolicy.Tier.PAGE, "included but not stored", words));
      default -> due.add(policy.line(AlertPolicy.Tier.PAGE, "epoch missed", words));
    }
  }

  private void frozen(List<String> due, List<Entry> rows) {
    List<String> values = rows.stream().map(Entry::value).limit(FROZEN).toList();
    boolean same = values.size() == FROZEN && values.stream().distinct().count() == 1;
    if (same && rows.get(0).value() != null) {
      say(due, AlertPolicy.Tier.WARN, "frozen value", FROZEN + " times " + rows.get(0).value());
    }
  }

  private boolean low(BigInteger runway) {
    return runway.compareTo(BigInteger.valueOf(policy.runway())) < 0;
  }

  private void low(List<String> due, BigInteger runway) {
    say(due, AlertPolicy.Tier.WARN, "runway low", "funded for " + runway + " epochs");
  }

  private void say(List<String> due, AlertPolicy.Tier tier, String subject, String words) {
    Instant now = clock.instant();
    Instant last = said.getOrDefault(subject, Instant.MIN);
    boolean rested = last == Instant.MIN || !now.isBefore(last.plus(policy.rest()));
    if (rested && policy.audible(tier, LocalTime.ofInstant(now, ZoneId.systemDefault()))) {
      said.put(subject, now);
      due.add(policy.line(tier, subject, words));
    }
  }

  private Stream<Entry> newest() {
    return history.latest(Filter.ALL, LOOK_BACK).stream();
  }
}
