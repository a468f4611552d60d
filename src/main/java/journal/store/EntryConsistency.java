package journal.store;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import journal.entry.AttemptRecord;
import journal.entry.AttemptRecord.AttemptStatus;
import journal.entry.Entry;

/** Whether the allowed transitions can have led to a row. */
final class EntryConsistency {
  private EntryConsistency() {}

  /** What contradicts the state, as the end of a sentence. */
  static Optional<String> findContradiction(Entry e) {
    List<AttemptRecord> tried = e.attempts();
    boolean numbered =
        IntStream.range(0, tried.size()).allMatch(it -> tried.get(it).attempt().number() == it + 1);
    boolean endedInOrder =
        tried.stream().limit(Math.max(0, tried.size() - 1)).noneMatch(EntryConsistency::mayCount);
    boolean closed = e.state().isClosed();
    if (!numbered || !endedInOrder) {
      return Optional.of("its attempts do not follow each other");
    }
    if (tried.stream().anyMatch(it -> mayCount(it) != (it.cause() == null))) {
      return Optional.of("an attempt's status contradicts the cause of its end");
    }
    if (e.value() == null && (!tried.isEmpty() || e.score() != null)) {
      return Optional.of("it has an attempt or a score and no value");
    }
    if ((e.sentAt() == null) != (e.endpoint() == null) || e.sentAt() != null && tried.isEmpty()) {
      return Optional.of("it was sent, and its transaction or endpoint is missing");
    }
    if (!closed && (e.score() != null || e.settledHeight() != null)) {
      return Optional.of("it is not closed and has an outcome");
    }
    return fitsState(e) ? Optional.empty() : Optional.of("no row in this state looks like this");
  }

  private static boolean fitsState(Entry e) {
    boolean valued = e.value() != null;
    boolean live = has(e, AttemptStatus.LIVE);
    return switch (e.state()) {
      case OPEN -> !valued;
      case MISSED -> !valued && e.reason() != null;
      case CLAIMED -> e.provenance() != null && !live && e.sentAt() == null;
      case SIGNED -> live && e.sentAt() == null;
      case SENT -> live && e.sentAt() != null;
      case ACCEPTED -> valued && !live && e.reason() == null && e.settledHeight() != null;
      case ACCEPTED_MISSING -> valued && !live && e.reason() != null && e.settledHeight() != null;
      case INCLUDED_REJECTED -> !live && e.reason() != null && has(e, AttemptStatus.REJECTED);
      case EXPIRED -> valued && !live && e.reason() != null && !has(e, AttemptStatus.INCLUDED);
    };
  }

  private static boolean has(Entry e, AttemptStatus status) {
    return e.attempts().stream().anyMatch(it -> it.status() == status);
  }

  private static boolean mayCount(AttemptRecord attempt) {
    return attempt.status() == AttemptStatus.LIVE || attempt.status() == AttemptStatus.INCLUDED;
  }
}
