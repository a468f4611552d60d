package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import domain.FailureReason;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import journal.database.JournalLocation;
import journal.entry.EntryState;
import journal.store.EntryRowWriter;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The same promises on a real server, and what several replicas owe each other there. */
@Tag("process")
class PostgresJournalTest extends JournalContract {
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();

  @Override
  JournalLocation place() throws Exception {
    return PLACES.newDatabase();
  }

  /** Its transaction is open and has closed a window; only the server can end it. */
  @Test
  void aFrozenReplicaStopsNobodyElse() throws Exception {
    JournalLocation.PostgresServer shared = PLACES.newDatabase();
    CountDownLatch frozen = new CountDownLatch(1);
    CountDownLatch wakeUp = new CountDownLatch(1);
    try (Journal other = Journal.open(shared, JournalSamples.CLOCK);
        Journal one = Journal.open(endingIdleSessions(shared), JournalSamples.CLOCK)) {
      one.ensureEntry(JournalSamples.window(10));
      CompletableFuture<?> sleeper =
          CompletableFuture.runAsync(
              () -> one.database().write(h -> closeAndFreeze(h, frozen, wakeUp)));
      frozen.await();
      Assertions.assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            other.recordClaim(JournalSamples.claim(20, "0.5"));
            other.recordSignedAttempt(JournalSamples.key(20), JournalSamples.attempt(20, 1));
            other.markBroadcast(JournalSamples.key(20), 1, JournalSamples.START, "node");
          });
      other.ensureEntry(JournalSamples.window(30));
      other.markMissed(JournalSamples.key(30), FailureReason.NO_DATA, "same day, same reason");
      wakeUp.countDown();
      assertThrows(Exception.class, sleeper::join);
      assertEquals(EntryState.OPEN, other.find(JournalSamples.key(10)).orElseThrow().state());
      assertEquals(
          EntryState.MISSED,
          one.markMissed(JournalSamples.key(10), FailureReason.NO_DATA, "awake").state());
    }
  }

  private static JournalLocation endingIdleSessions(JournalLocation.PostgresServer at) {
    String sooner = "&options=-c%20idle_in_transaction_session_timeout=1s";
    return new JournalLocation.PostgresServer(at.url() + sooner, at.user(), at.password());
  }

  private static Void closeAndFreeze(Handle h, CountDownLatch frozen, CountDownLatch wakeUp) {
    EntryRowWriter.applyTransition(
        h, JournalSamples.key(10), e -> e.toMissed(FailureReason.NO_DATA, "frozen"));
    frozen.countDown();
    try {
      wakeUp.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return null;
  }
}
