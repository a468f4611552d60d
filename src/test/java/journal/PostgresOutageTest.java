package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import journal.database.JournalLocation;
import journal.entry.EntryState;
import laws.RefusingPort;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** A server's bad days: everything waits and tells why, nothing ends, and no row is wrong. */
@Tag("process")
class PostgresOutageTest {
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();

  private JournalLocation.PostgresServer server;
  private Journal journal;

  @BeforeEach
  void open() throws Exception {
    server = PLACES.newDatabase();
    journal = PostgresPlaces.openReplica(server);
  }

  @AfterEach
  void close() {
    journal.close();
  }

  @Test
  void aServerThatIsDownAtTheStartIsWaitedFor() {
    String nowhere = "jdbc:postgresql://" + RefusingPort.address() + "/journal";
    try (Journal early =
        PostgresPlaces.openReplica(new JournalLocation.PostgresServer(nowhere, "u", "p"))) {
      assertWaits(() -> early.ensureEntry(JournalSamples.window(10)), "refused");
      assertTrue(early.leases().fault().isPresent());
      assertFalse(early.leases().isHeld(JournalSamples.WORKER));
      Failure.Stop once = assertThrows(Failure.Stop.class, early::requireReachable);
      assertEquals(69, once.exitCode());
    }
  }

  @Test
  void aRestartedServerIsUsedAgain() throws Exception {
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    PLACES.stopServer();
    assertWaits(
        () -> journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1)),
        "");
    PLACES.startServer();
    awaitStep(
        () -> journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1)));
    assertEquals(EntryState.SIGNED, journal.find(JournalSamples.key(10)).orElseThrow().state());
  }

  @Test
  void aStandbyThatTakesNoWritesIsWaitedFor() throws Exception {
    journal.ensureEntry(JournalSamples.window(10));
    readOnly("on");
    assertThrows(Failure.Retry.class, () -> journal.recordClaim(JournalSamples.claim(10, "0.5")));
    assertWaits(
        () -> journal.recordClaim(JournalSamples.claim(10, "0.5")), "read-only transaction");
    assertEquals(EntryState.OPEN, journal.find(JournalSamples.key(10)).orElseThrow().state());
    readOnly("off");
    awaitStep(() -> journal.recordClaim(JournalSamples.claim(10, "0.5")));
  }

  private void readOnly(String value) throws SQLException {
    String name = server.url().replaceFirst(".*/", "").replaceFirst("\\?.*", "");
    PLACES.execute("alter database " + name + " set default_transaction_read_only = " + value);
    cutConnections();
  }

  private void cutConnections() throws SQLException {
    PLACES.execute(
        "select pg_terminate_backend(pid) from pg_stat_activity where application_name ="
            + " 'dromedary'");
  }

  @Test
  void cutConnectionsCostAnotherTry() throws Exception {
    cutConnections();
    awaitStep(() -> journal.recordClaim(JournalSamples.claim(10, "0.5")));
  }

  @Test
  void aFullDiskOfTheServerIsWaitedFor() {
    String full =
        "create function full_disk() returns trigger language plpgsql as"
            + " $$begin raise exception 'could not extend file' using errcode = '53100'; end$$";
    journal.database().write(h -> h.execute(full));
    journal
        .database()
        .write(
            h ->
                h.execute(
                    "create trigger full_disk before insert on claim execute function"
                        + " full_disk()"));
    assertWaits(
        () -> journal.recordClaim(JournalSamples.claim(10, "0.5")), "could not extend file");
    journal.database().write(h -> h.execute("drop trigger full_disk on claim"));
    assertEquals(EntryState.CLAIMED, journal.recordClaim(JournalSamples.claim(10, "0.5")).state());
  }

  @Test
  void aPoolWithoutAFreeConnectionIsWaitedForAndTheLeaseIsKept() throws Exception {
    CompletableFuture<Void> release = new CompletableFuture<>();
    CountDownLatch taken = new CountDownLatch(4);
    for (int i = 0; i < 4; i++) {
      new Thread(() -> journal.database().read(h -> hold(taken, release))).start();
    }
    taken.await();
    assertWaits(
        () -> journal.recordClaim(JournalSamples.claim(10, "0.5")), "no connection to it is free");
    assertTrue(journal.leases().isHeld(JournalSamples.WORKER));
    release.complete(null);
    awaitStep(() -> journal.recordClaim(JournalSamples.claim(10, "0.5")));
  }

  private static Void hold(CountDownLatch taken, CompletableFuture<Void> release) {
    taken.countDown();
    return release.join();
  }

  @Test
  void onlyANewerSchemaOrAForeignJournalEndsTheProcess() {
    journal
        .database()
        .write(
            h -> h.execute("update flyway_schema_history set version = '99' where version = '4'"));
    assertEquals(
        2, assertThrows(Failure.Stop.class, () -> PostgresPlaces.openReplica(server)).exitCode());
    journal.database().write(h -> h.execute("drop table claim cascade"));
    assertEquals(
        2,
        assertThrows(Failure.Stop.class, () -> journal.recordClaim(JournalSamples.claim(10, "0.5")))
            .exitCode());
  }

  /** Beside the tables of another journal, which must not be taken for its own. */
  @Test
  void aSchemaThatIsNotThereIsWaitedFor() {
    JournalLocation.PostgresServer elsewhere =
        new JournalLocation.PostgresServer(
            server.url() + "&currentSchema=other", server.user(), server.password());
    try (Journal other = PostgresPlaces.openReplica(elsewhere)) {
      assertWaits(() -> other.reader().findUnsettled(), "schema that its address names");
      journal.database().write(h -> h.execute("create schema other"));
      assertEquals(0, other.reader().findUnsettled().size());
    }
  }

  private static void assertWaits(Executable step, String why) {
    Failure.Retry waits = assertThrows(Failure.Retry.class, step);
    assertEquals(FailureReason.JOURNAL, waits.reason());
    assertTrue(waits.getMessage().contains(why), waits.getMessage());
  }

  private static void awaitStep(Runnable step) throws InterruptedException {
    for (int i = 0; i < 60; i++) {
      try {
        step.run();
        return;
      } catch (Failure.Retry | Failure.Skip again) {
        Thread.sleep(500);
      }
    }
    step.run();
  }
}
