package routes.health;

import domain.FailureReason;
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
import journal.JournalReader;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import routes.step.GuardStep;

/**
 * What somebody should be told, read off the journal, the heartbeat and the remarks, so that a word
 * missed now is said at the next look. The same subject is not repeated within the rest.
 */
public final class Alerts {
  private static final int LOOK_BACK = 64;
  private static final long LATE = 2;
  private static final Set<FailureReason> DATA =
      Set.of(
          FailureReason.STALE_DATA,
          FailureReason.BAD_DATA,
          FailureReason.NO_DATA,
          FailureReason.SYNTHETIC_DATA);

  /** What holds an answer back that only an operator can mend, while there is time. */
  private static final Set<FailureReason> HELD =
      Set.of(
          FailureReason.FEE_CAP,
          FailureReason.NO_FUNDS,
          FailureReason.NO_ACCOUNT,
          FailureReason.OUT_OF_GAS,
          FailureReason.NOT_REGISTERED,
          FailureReason.NOT_WHITELISTED);

  private final JournalReader history;
  private final HeartbeatReporter heartbeat;
  private final OperatorWarnings warnings;
  private final InstantSource clock;
  private final AlertPolicy policy;
  private final Set<WindowKey> reported = new HashSet<>();
  private final Map<String, Instant> said = new HashMap<>();

  public Alerts(
      JournalReader history,
      HeartbeatReporter heartbeat,
      OperatorWarnings warnings,
      InstantSource clock,
      AlertPolicy policy) {
    this.history = history;
    this.heartbeat = heartbeat;
    this.warnings = warnings;
    this.clock = clock;
    this.policy = policy;
    newestEntries().stream()
        .filter(it -> it.state().isClosed())
        .forEach(it -> reported.add(it.key()));
  }

  /** Sentences to send now, each with tier and instance in front. */
  public List<String> collectMessages() {
    List<String> due = new ArrayList<>();
    try {
      collectFromRows(due, newestEntries());
    } catch (RuntimeException e) {
      addUnlessRepeated(
          due, AlertPolicy.Severity.PAGE, "journal trouble", String.valueOf(e.getMessage()));
    }
    warnings.activeWarnings().forEach((place, text) -> addWarning(due, place, text));
    heartbeat.runwayEpochs().filter(this::isRunwayLow).ifPresent(it -> addRunwayLowAlert(due, it));
    addNothingAcceptedAlert(due);
    return due;
  }

  private void collectFromRows(List<String> due, List<Entry> rows) {
    Map<Long, List<Entry>> missed = new TreeMap<>();
    for (Entry entry : rows) {
      if (entry.state().isClosed() && reported.add(entry.key())) {
        alertOnClosedRow(due, missed, entry);
      } else if (!entry.state().isClosed() && entry.reason() != null) {
        alertOnOpenRow(due, entry);
      }
    }
    missed.forEach((topic, entries) -> addMissedAlert(due, entries));
    reported.retainAll(rows.stream().map(Entry::key).collect(Collectors.toSet()));
  }

  private void alertOnOpenRow(List<String> due, Entry entry) {
    if (entry.state() != EntryState.OPEN) {
      alertOnHeldBackRow(due, entry);
    } else if (DATA.contains(entry.reason())) {
      addUnlessRepeated(due, AlertPolicy.Severity.WARN, "stale data", describe(entry));
    } else if (entry.reason() == FailureReason.JOURNAL) {
      addUnlessRepeated(due, AlertPolicy.Severity.PAGE, "journal trouble", describe(entry));
    }
  }

  private void alertOnHeldBackRow(List<String> due, Entry entry) {
    if (entry.state() == EntryState.CLAIMED && HELD.contains(entry.reason())) {
      addUnlessRepeated(due, AlertPolicy.Severity.PAGE, "answer held back", describe(entry));
    }
  }

  private void alertOnClosedRow(List<String> due, Map<Long, List<Entry>> missed, Entry entry) {
    switch (entry.state()) {
      case ACCEPTED -> {}
      case ACCEPTED_MISSING, INCLUDED_REJECTED ->
          due.add(
              policy.formatMessage(
                  AlertPolicy.Severity.PAGE, "included but not stored", describe(entry)));
      default -> missed.computeIfAbsent(entry.key().topic(), it -> new ArrayList<>()).add(entry);
    }
  }

  /** Newest first; after an outage there are many of them, and one message says it. */
  private void addMissedAlert(List<String> due, List<Entry> entries) {
    String newest = describe(entries.get(0));
    due.add(
        entries.size() == 1
            ? policy.formatMessage(AlertPolicy.Severity.PAGE, "epoch missed", newest)
            : policy.formatMessage(
                AlertPolicy.Severity.PAGE,
                "epochs missed",
                entries.size() + ", the last " + newest));
  }

  private void addWarning(List<String> due, String place, String text) {
    String subject = place.endsWith(GuardStep.PART) ? "frozen value" : "model trouble";
    addUnlessRepeated(due, AlertPolicy.Severity.WARN, subject, text);
  }

  private boolean isRunwayLow(BigInteger runway) {
    return runway.compareTo(BigInteger.valueOf(policy.lowRunwayEpochs())) < 0;
  }

  private void addRunwayLowAlert(List<String> due, BigInteger runway) {
    addUnlessRepeated(
        due, AlertPolicy.Severity.WARN, "runway low", "funded for " + runway + " epochs");
  }

  /** While no node answers no row is closed, so that nothing above notices. */
  private void addNothingAcceptedAlert(List<String> due) {
    heartbeat
        .chainFault()
        .filter(it -> heartbeat.epochsSinceAccepted() >= LATE)
        .ifPresent(
            it ->
                addUnlessRepeated(
                    due,
                    AlertPolicy.Severity.PAGE,
                    "epochs missed",
                    "nothing accepted for " + heartbeat.epochsSinceAccepted() + " epochs; " + it));
  }

  private void addUnlessRepeated(
      List<String> due, AlertPolicy.Severity tier, String subject, String text) {
    Instant now = clock.instant();
    Instant last = said.get(subject);
    boolean rested = last == null || !now.isBefore(last.plus(policy.repeatInterval()));
    if (rested && policy.shouldSend(tier, LocalTime.ofInstant(now, ZoneId.systemDefault()))) {
      said.put(subject, now);
      due.add(policy.formatMessage(tier, subject, text));
    }
  }

  private static String describe(Entry entry) {
    return entry.window() + " " + entry.state().label() + ": " + entry.reasonDetail();
  }

  private List<Entry> newestEntries() {
    return history.findLatest(EntryFilter.ALL, LOOK_BACK);
  }
}
