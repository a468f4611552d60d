package routes.health;

import domain.FailureReason;
import domain.WindowKey;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import journal.AlertQueue;
import journal.Journal;
import journal.JournalReader;
import journal.WalletLeases;
import journal.entry.AlertMessage;
import journal.entry.Entry;
import journal.entry.EntryState;
import journal.entry.ReplicaOverview;
import org.apache.camel.Body;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.health.AlertPolicy.Severity;
import routes.step.GuardStep;

/**
 * What somebody should be told, read off the journal, the heartbeat and the warnings. Messages are
 * queued in the journal and taken from there, so each is delivered at least once.
 */
public class Alerts {
  private static final Logger LOG = LoggerFactory.getLogger(Alerts.class);
  private static final int LOOK_BACK = 64;
  private static final long LATE = 2;
  private static final Duration NO_STANDBY = Duration.ofHours(1);

  /** A row that is open for longer belongs to nobody who works here any more. */
  private static final Duration LONG_CLOSED = Duration.ofDays(1);

  private static final Set<FailureReason> DATA =
      Set.of(
          FailureReason.STALE_DATA,
          FailureReason.BAD_DATA,
          FailureReason.NO_DATA,
          FailureReason.SYNTHETIC_DATA);

  /** What blocks a submission until an operator fixes it, while there is time. */
  private static final Set<FailureReason> HELD =
      Set.of(
          FailureReason.FEE_CAP,
          FailureReason.NO_FUNDS,
          FailureReason.NO_ACCOUNT,
          FailureReason.OUT_OF_GAS,
          FailureReason.NOT_REGISTERED,
          FailureReason.NOT_WHITELISTED);

  private final JournalReader history;
  private final AlertQueue queue;
  private final HeartbeatReporter heartbeat;
  private final OperatorWarnings warnings;
  private final InstantSource clock;
  private final AlertPolicy policy;
  private final WalletLeases leases;
  private Instant journalToldAt = Instant.EPOCH;

  public Alerts(
      Journal journal,
      HeartbeatReporter heartbeat,
      OperatorWarnings warnings,
      InstantSource clock,
      AlertPolicy policy) {
    this.history = journal.reader();
    this.queue = journal.alerts();
    this.heartbeat = heartbeat;
    this.warnings = warnings;
    this.clock = clock;
    this.policy = policy;
    this.leases = journal.leases();
  }

  /** Messages to send now, oldest first; also those that an earlier run could not deliver. */
  public List<AlertMessage> collectMessages() {
    try {
      queueClosedRows();
      queue.add(currentProblems(), List.of());
      return queue.findUnsent();
    } catch (RuntimeException e) {
      return journalProblem(String.valueOf(e.getMessage()));
    }
  }

  /** To be called after delivery; should the journal fail now, the message is sent once more. */
  public void markSent(@Body AlertMessage message) {
    try {
      queue.markSent(message);
    } catch (RuntimeException e) {
      LOG.debug("delivered, and not marked: {}", message.text(), e);
    }
  }

  /** What is said when the daemon ends and an operator must act; queued if that is possible. */
  public AlertMessage recordStop(String why) {
    AlertMessage stop = message(Severity.PAGE, "stopped", why);
    try {
      queue.add(List.of(stop), List.of());
    } catch (RuntimeException e) {
      LOG.debug("not queued: {}", stop.text(), e);
    }
    return stop;
  }

  /** After an outage there are many rows, and one message for each topic says it. */
  private void queueClosedRows() {
    if (!queue.isSender()) {
      return;
    }
    List<Entry> closed = queue.findUnalerted();
    List<AlertMessage> messages = new ArrayList<>();
    Map<Long, List<Entry>> missed = new TreeMap<>();
    for (Entry entry : closed) {
      if (entry.state() == EntryState.MISSED || entry.state() == EntryState.EXPIRED) {
        missed.computeIfAbsent(entry.key().topic(), it -> new ArrayList<>()).add(entry);
      } else {
        messages.add(message(Severity.PAGE, "included but not stored", describe(entry)));
      }
    }
    missed.values().forEach(it -> messages.add(missedMessage(it)));
    List<WindowKey> keys = closed.stream().map(Entry::key).toList();
    queue.add(messages, keys);
  }

  private AlertMessage missedMessage(List<Entry> newestFirst) {
    String newest = describe(newestFirst.get(0));
    return newestFirst.size() == 1
        ? message(Severity.PAGE, "epoch missed", newest)
        : message(Severity.PAGE, "epochs missed", newestFirst.size() + ", the last " + newest);
  }

  /** What lasts, each subject at most once in the policy's interval. */
  private List<AlertMessage> currentProblems() {
    List<AlertMessage> found = new ArrayList<>();
    history.findFailing(queue.isSender() ? LOOK_BACK : 0).stream()
        .filter(it -> it.window().closesAt().isAfter(clock.instant().minus(LONG_CLOSED)))
        .forEach(it -> openRowProblem(it).ifPresent(found::add));
    warnings
        .activeWarnings()
        .forEach((place, words) -> warning(subjectOf(place), words).ifPresent(found::add));
    heartbeat
        .runwayEpochs()
        .filter(it -> it.compareTo(BigInteger.valueOf(policy.lowRunwayEpochs())) < 0)
        .flatMap(it -> warning("runway low", "funded for " + it + " epochs"))
        .ifPresent(found::add);
    nothingAccepted().ifPresent(found::add);
    missingStandby().ifPresent(found::add);
    return List.copyOf(
        found.stream()
            .filter(it -> isDue(it, queue.findLatest(it.subject()).orElse(Instant.EPOCH)))
            .collect(Collectors.toMap(AlertMessage::subject, it -> it, (a, b) -> a, TreeMap::new))
            .values());
  }

  private Optional<AlertMessage> openRowProblem(Entry entry) {
    boolean open = entry.state() == EntryState.OPEN;
    if (open && DATA.contains(entry.reason())) {
      return warning("stale data", describe(entry));
    }
    if (open && entry.reason() == FailureReason.JOURNAL) {
      return Optional.of(message(Severity.PAGE, "journal trouble", describe(entry)));
    }
    return entry.state() == EntryState.CLAIMED && HELD.contains(entry.reason())
        ? Optional.of(message(Severity.PAGE, "submission held back", describe(entry)))
        : Optional.empty();
  }

  private static String subjectOf(String place) {
    return place.endsWith(GuardStep.PART) ? "frozen value" : "model trouble";
  }

  private Optional<AlertMessage> warning(String subject, String words) {
    LocalTime now = LocalTime.ofInstant(clock.instant(), ZoneId.systemDefault());
    return policy.shouldSend(Severity.WARN, now)
        ? Optional.of(message(Severity.WARN, subject, words))
        : Optional.empty();
  }

  /** While no node answers no row is closed, so that nothing above notices. */
  private Optional<AlertMessage> nothingAccepted() {
    return heartbeat
        .chainFault()
        .filter(it -> heartbeat.epochsSinceAccepted() >= LATE)
        .map(it -> "for " + heartbeat.epochsSinceAccepted() + " epochs; " + it)
        .map(it -> message(Severity.PAGE, "nothing accepted", it));
  }

  /** Once this replica has looked for as long. */
  private Optional<AlertMessage> missingStandby() {
    ReplicaOverview all = leases.overview();
    long seen = all.countSeenWithin(NO_STANDBY);
    boolean longEnough =
        all.replicas().stream()
            .filter(it -> it.id().equals(leases.replicaId()))
            .anyMatch(it -> !it.since().plus(NO_STANDBY).isAfter(it.lastSeen()));
    return queue.isSender() && longEnough && seen < policy.replicas()
        ? Optional.of(
            message(
                Severity.PAGE,
                "standby missing",
                "%d of %d replicas were seen in the last hour".formatted(seen, policy.replicas())))
        : Optional.empty();
  }

  /** It cannot be queued where it is most needed. */
  private List<AlertMessage> journalProblem(String why) {
    AlertMessage problem = message(Severity.PAGE, "journal trouble", why);
    if (!isDue(problem, journalToldAt)) {
      return List.of();
    }
    journalToldAt = problem.at();
    return List.of(problem);
  }

  private boolean isDue(AlertMessage message, Instant toldAt) {
    return !message.at().isBefore(toldAt.plus(policy.repeatInterval()));
  }

  private AlertMessage message(Severity severity, String subject, String words) {
    return new AlertMessage(
        subject, clock.instant(), policy.formatMessage(severity, subject, words));
  }

  private static String describe(Entry entry) {
    return entry.window() + " " + entry.state().label() + ": " + entry.reasonDetail();
  }
}
