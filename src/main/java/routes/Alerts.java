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
import java.util.TreeMap;
import java.util.stream.Collectors;
import journal.Entry;
import journal.Filter;
import journal.History;
import journal.State;

/**
 * What somebody should be told, read off the journal, the heartbeat and the remarks, so that a word
 * missed now is said at the next look. The same subject is not repeated within the rest.
 */
public final class Alerts {
  private static final int LOOK_BACK = 64;
  private static final long LATE = 2;
  private static final Set<Reason> DATA =
      Set.of(Reason.STALE_DATA, Reason.BAD_DATA, Reason.NO_DATA, Reason.SYNTHETIC_DATA);

  /** What holds an answer back that only an operator can mend, while there is time. */
  private static final Set<Reason> HELD =
      Set.of(
          Reason.FEE_CAP,
          Reason.NO_FUNDS,
          Reason.NO_ACCOUNT,
          Reason.OUT_OF_GAS,
          Reason.NOT_REGISTERED,
          Reason.NOT_WHITELISTED);

  private final History history;
  private final Heartbeat heartbeat;
  private final Remarks remarks;
  private final InstantSource clock;
  private final AlertPolicy policy;
  private final Set<WindowKey> told = new HashSet<>();
  private final Map<String, Instant> said = new HashMap<>();

  public Alerts(
      History history,
      Heartbeat heartbeat,
      Remarks remarks,
      InstantSource clock,
      AlertPolicy policy) {
    this.history = history;
    this.heartbeat = heartbeat;
    this.remarks = remarks;
    this.clock = clock;
    this.policy = policy;
    newest().stream().filter(it -> it.state().closed()).forEach(it -> told.add(it.key()));
  }

  /** Sentences to send now, each with tier and instance in front. */
  public List<String> due() {
    List<String> due = new ArrayList<>();
    try {
      rows(due, newest());
    } catch (RuntimeException e) {
      say(due, AlertPolicy.Tier.PAGE, "journal trouble", String.valueOf(e.getMessage()));
    }
    remarks.standing().forEach((place, words) -> remark(due, place, words));
    heartbeat.runway().filter(this::low).ifPresent(it -> low(due, it));
    silence(due);
    return due;
  }

  private void rows(List<String> due, List<Entry> rows) {
    Map<Long, List<Entry>> missed = new TreeMap<>();
    for (Entry entry : rows) {
      if (entry.state().closed() && told.add(entry.key())) {
        closed(due, missed, entry);
      } else if (!entry.state().closed() && entry.reason() != null) {
        open(due, entry);
      }
    }
    missed.forEach((topic, entries) -> missed(due, entries));
    told.retainAll(rows.stream().map(Entry::key).collect(Collectors.toSet()));
  }

  private void open(List<String> due, Entry entry) {
    if (entry.state() != State.OPEN) {
      held(due, entry);
    } else if (DATA.contains(entry.reason())) {
      say(due, AlertPolicy.Tier.WARN, "stale data", words(entry));
    } else if (entry.reason() == Reason.JOURNAL) {
      say(due, AlertPolicy.Tier.PAGE, "journal trouble", words(entry));
    }
  }

  private void held(List<String> due, Entry entry) {
    if (entry.state() == State.CLAIMED && HELD.contains(entry.reason())) {
      say(due, AlertPolicy.Tier.PAGE, "answer held back", words(entry));
    }
  }

  private void closed(List<String> due, Map<Long, List<Entry>> missed, Entry entry) {
    switch (entry.state()) {
      case ACCEPTED -> {}
      case ACCEPTED_MISSING, INCLUDED_REJECTED ->
          due.add(policy.line(AlertPolicy.Tier.PAGE, "included but not stored", words(entry)));
      default -> missed.computeIfAbsent(entry.key().topic(), it -> new ArrayList<>()).add(entry);
    }
  }

  /** Newest first; after an outage there are many of them, and one message says it. */
  private void missed(List<String> due, List<Entry> entries) {
    String newest = words(entries.get(0));
    due.add(
        entries.size() == 1
            ? policy.line(AlertPolicy.Tier.PAGE, "epoch missed", newest)
            : policy.line(
                AlertPolicy.Tier.PAGE, "epochs missed", entries.size() + ", the last " + newest));
  }

  private void remark(List<String> due, String place, String words) {
    String subject = place.endsWith(Judgement.PART) ? "frozen value" : "model trouble";
    say(due, AlertPolicy.Tier.WARN, subject, words);
  }

  private boolean low(BigInteger runway) {
    return runway.compareTo(BigInteger.valueOf(policy.runway())) < 0;
  }

  private void low(List<String> due, BigInteger runway) {
    say(due, AlertPolicy.Tier.WARN, "runway low", "funded for " + runway + " epochs");
  }

  /** While no node answers no row is closed, so that nothing above notices. */
  private void silence(List<String> due) {
    heartbeat
        .trouble()
        .filter(it -> heartbeat.late() >= LATE)
        .ifPresent(
            it ->
                say(
                    due,
                    AlertPolicy.Tier.PAGE,
                    "epochs missed",
                    "nothing accepted for " + heartbeat.late() + " epochs; " + it));
  }

  private void say(List<String> due, AlertPolicy.Tier tier, String subject, String words) {
    Instant now = clock.instant();
    Instant last = said.get(subject);
    boolean rested = last == null || !now.isBefore(last.plus(policy.rest()));
    if (rested && policy.audible(tier, LocalTime.ofInstant(now, ZoneId.systemDefault()))) {
      said.put(subject, now);
      due.add(policy.line(tier, subject, words));
    }
  }

  private static String words(Entry entry) {
    return entry.window() + " " + entry.state().label() + ": " + entry.why();
  }

  private List<Entry> newest() {
    return history.latest(Filter.ALL, LOOK_BACK);
  }
}
