package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Claim;
import domain.Failure;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import domain.Window;
import domain.WindowKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import journal.database.JournalDatabase;
import journal.database.JournalLocation;
import journal.entry.AlertMessage;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.ReplicaInfo;
import journal.entry.SubmissionVerifier;
import journal.entry.WalletLease;
import journal.store.EntryRowWriter;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Who works for a wallet, and that nobody else does. Rounds are made by hand. */
@Tag("process")
class PostgresReplicasTest {
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();

  private final List<Member> members = new ArrayList<>();
  private JournalLocation.PostgresServer server;

  @BeforeEach
  void database() throws Exception {
    server = PLACES.newDatabase();
  }

  @AfterEach
  void close() {
    members.forEach(it -> it.journal.close());
  }

  /** One replica. */
  private final class Member {
    final LeaseKeeper keeper;
    final Journal journal;

    Member(String name, List<String> workers) {
      JournalDatabase store = JournalDatabase.openAsReplica(server, SubmissionVerifier.NONE);
      ReplicaInfo info = new ReplicaInfo(name, name, "1", null, null, true);
      LeaseKeeper.Replica replica = new LeaseKeeper.Replica(info, () -> "testnet-1", workers);
      keeper = new LeaseKeeper(store.leaseConnection(), replica);
      journal = Journal.openWith(store, JournalSamples.CLOCK, () -> "testnet-1", keeper, keeper);
      members.add(this);
      keeper.runRound();
    }

    long count(List<String> wallets) {
      return wallets.stream().filter(keeper::isHeld).count();
    }
  }

  private Member member(String name) {
    return new Member(name, List.of(JournalSamples.WORKER));
  }

  private void letEveryLeasePass(Member by) {
    by.journal.database().write(h -> h.execute("update wallet_lease set until = 0"));
  }

  @Test
  void oneOfTwoWorksForAWallet() {
    Member one = member("one");
    Member two = member("two");
    assertTrue(one.keeper.isHeld(JournalSamples.WORKER));
    assertFalse(two.keeper.isHeld(JournalSamples.WORKER));
    one.journal.ensureEntry(JournalSamples.window(10));
    assertRefused(() -> two.journal.recordClaim(JournalSamples.claim(10, "0.5")));
    assertEquals(
        EntryState.CLAIMED, one.journal.recordClaim(JournalSamples.claim(10, "0.4")).state());
    assertEquals(
        List.of("one", "two"),
        two.keeper.overview().replicas().stream().map(ReplicaInfo::id).toList());
  }

  @Test
  void everyStepOfAHolderWhoseLeaseHasPassedIsRefused() {
    Member old = member("old");
    Journal journal = old.journal;
    journal.recordClaim(JournalSamples.claim(10, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(10), JournalSamples.attempt(10, 1));
    journal.recordClaim(JournalSamples.claim(20, "0.5"));
    journal.ensureEntry(JournalSamples.window(30));
    letEveryLeasePass(old);
    List<Entry> before = List.copyOf(rows(journal));
    Stream.<Executable>of(
            () -> journal.ensureEntry(JournalSamples.window(40)),
            () -> journal.recordClaim(JournalSamples.claim(30, "0.5")),
            () ->
                journal.recordSignedAttempt(JournalSamples.key(20), JournalSamples.attempt(20, 1)),
            () -> journal.markBroadcast(JournalSamples.key(10), 1, JournalSamples.START, "node"),
            () ->
                journal.markAttemptDead(
                    JournalSamples.key(10), 1, FailureReason.NOT_INCLUDED, "late"),
            () ->
                journal.applyOutcome(JournalSamples.key(10), 1, new SubmissionOutcome.Accepted(12)),
            () -> journal.markMissed(JournalSamples.key(30), FailureReason.NO_DATA, "late"),
            () -> journal.recordReason(JournalSamples.key(30), FailureReason.NO_DATA, "late"),
            () -> journal.adoptStoredInference(JournalSamples.window(30), "0.7", 12),
            () ->
                journal.backfillMissedWindows(
                    JournalSamples.window(100),
                    10,
                    Duration.ofSeconds(5),
                    FailureReason.NOT_RUNNING,
                    "late"))
        .forEach(PostgresReplicasTest::assertRefused);
    assertEquals(before, rows(journal), "also where nobody has taken it yet");
    Member next = member("next");
    assertTrue(next.keeper.isHeld(JournalSamples.WORKER));
    assertRefused(() -> journal.recordClaim(JournalSamples.claim(30, "0.5")));
    next.journal.markBroadcast(JournalSamples.key(10), 1, JournalSamples.START, "node");
    old.keeper.runRound();
    assertFalse(old.keeper.isHeld(JournalSamples.WORKER));
  }

  private static List<Entry> rows(Journal journal) {
    return journal.reader().findLatest(EntryFilter.ALL, 100);
  }

  private static void assertRefused(Executable step) {
    Failure.Skip refused = assertThrows(Failure.Skip.class, step);
    assertTrue(refused.getMessage().contains("does not work for wallet"), refused.getMessage());
  }

  @Test
  void theFenceNumberGrowsWithEachHolder() {
    Member one = member("one");
    assertEquals(1, lease(one).fence());
    one.keeper.runRound();
    assertEquals(1, lease(one).fence());
    letEveryLeasePass(one);
    Member two = member("two");
    assertEquals(2, lease(two).fence());
    assertEquals("two", lease(two).holder());
  }

  private static WalletLease lease(Member of) {
    return of.keeper.overview().leases().stream()
        .filter(it -> it.worker().equals(JournalSamples.WORKER))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aReplicaThatLeavesHandsOverAtOnce() {
    Member one = member("one");
    Member two = member("two");
    one.journal.close();
    members.remove(one);
    two.keeper.runRound();
    assertTrue(two.keeper.isHeld(JournalSamples.WORKER));
    assertEquals(1, two.keeper.overview().replicas().stream().filter(ReplicaInfo::alive).count());
    assertEquals(2, two.keeper.overview().countSeenWithin(Duration.ofHours(1)));
    String longAgo = "update replica set until = until - 3700000 where id = 'one'";
    two.journal.database().write(h -> h.execute(longAgo));
    assertEquals(1, two.journal.reader().findReplicas().countSeenWithin(Duration.ofHours(1)));
  }

  /** Frozen inside a transaction that has claimed a window; only the server can end it. */
  @Test
  void aReplicaFrozenInsideATransactionIsOvertakenWithin15Seconds() throws Exception {
    Member frozen = member("frozen");
    Member next = member("next");
    CountDownLatch asleep = new CountDownLatch(1);
    CountDownLatch wakeUp = new CountDownLatch(1);
    CompletableFuture<?> sleeper =
        CompletableFuture.runAsync(
            () -> frozen.journal.database().write(h -> freeze(h, frozen, asleep, wakeUp)));
    asleep.await();
    assertTimeoutPreemptively(
        Duration.ofSeconds(15),
        () -> {
          while (!next.keeper.isHeld(JournalSamples.WORKER)) {
            next.keeper.runRound();
            Thread.sleep(500);
          }
          next.journal.recordClaim(JournalSamples.claim(10, "0.7"));
        });
    wakeUp.countDown();
    assertThrows(Exception.class, sleeper::join);
    assertEquals("0.7", frozen.journal.find(JournalSamples.key(10)).orElseThrow().value());
    assertRefused(() -> frozen.journal.recordClaim(JournalSamples.claim(20, "0.5")));
  }

  private static Void freeze(Handle h, Member frozen, CountDownLatch asleep, CountDownLatch wakeUp)
      throws RuntimeException {
    frozen.keeper.requireHeld(h, JournalSamples.key(10));
    EntryRowWriter.createAndApply(
        h, JournalSamples.window(10), e -> e.toClaimed(JournalSamples.claim(10, "0.5")));
    asleep.countDown();
    try {
      wakeUp.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return null;
  }

  @Test
  void aStepUnderWayKeepsTheLeaseWhereItIsUntilItCommits() {
    Member one = member("one");
    Member two = member("two");
    one.journal
        .database()
        .write(
            h -> {
              one.keeper.requireHeld(h, JournalSamples.key(10));
              letEveryLeasePass(two);
              two.keeper.runRound();
              assertFalse(two.keeper.isHeld(JournalSamples.WORKER), "while the step is under way");
              return null;
            });
    two.keeper.runRound();
    assertTrue(two.keeper.isHeld(JournalSamples.WORKER));
  }

  /** Its window may be closed by any replica, and nobody begins to work for it meanwhile. */
  @Test
  void aStepForAWalletOfNobodyKeepsItFreeUntilItCommits() {
    WindowKey orphan = new WindowKey("testnet-1", 67, 10, "allo1gone");
    Member before = new Member("before", List.of("allo1gone"));
    before.journal.close();
    members.remove(before);
    Member one = member("one");
    one.journal
        .database()
        .write(
            h -> {
              one.keeper.requireHeld(h, orphan);
              assertEquals(0, new Member("two", List.of("allo1gone")).count(List.of("allo1gone")));
              return null;
            });
    Member two = members.get(members.size() - 1);
    two.keeper.runRound();
    assertTrue(two.keeper.isHeld("allo1gone"));
    assertRefused(
        () ->
            one.journal
                .database()
                .write(
                    h -> {
                      one.keeper.requireHeld(h, orphan);
                      return null;
                    }));
  }

  /** Renewals do not wait for the server's disk, so it may forget them when it crashes. */
  @Test
  void leasesThatTheServerHasForgottenAreMadeAnew() {
    Member one = member("one");
    one.journal.database().write(h -> h.execute("delete from wallet_lease"));
    one.keeper.runRound();
    assertTrue(one.keeper.isHeld(JournalSamples.WORKER));
    one.journal.recordClaim(JournalSamples.claim(10, "0.5"));
  }

  @Test
  void twoHundredWalletsAreSharedByThreeAndTheDeadOnesAreTakenOver() {
    List<String> wallets = IntStream.range(0, 200).mapToObj("allo1w%03d"::formatted).toList();
    Member one = new Member("one", wallets);
    assertEquals(200, one.count(wallets));
    Member two = new Member("two", wallets);
    Member three = new Member("three", wallets);
    for (int round = 0; round < 6; round++) {
      members.forEach(it -> it.keeper.runRound());
    }
    members.forEach(it -> assertEquals(66.5, it.count(wallets), 1.0));
    one.journal.close();
    members.remove(one);
    for (int round = 0; round < 6; round++) {
      members.forEach(it -> it.keeper.runRound());
    }
    assertEquals(100, two.count(wallets));
    assertEquals(100, three.count(wallets));
  }

  @Test
  void aWalletIsNotHandedOverWhileItsWindowIsUnderWay() {
    List<String> wallets = List.of(JournalSamples.WORKER, "allo1a", "allo1b");
    Member one = new Member("one", wallets);
    wallets.forEach(
        it -> {
          one.journal.recordClaim(new Claim(windowOf(it), "0.5", JournalSamples.provenance()));
        });
    Member two = new Member("two", wallets);
    members.forEach(it -> it.keeper.runRound());
    members.forEach(it -> it.keeper.runRound());
    assertEquals(3, one.count(wallets));
    wallets.forEach(
        it -> one.journal.markExpired(windowOf(it).key(), FailureReason.NOT_INCLUDED, "over"));
    members.forEach(it -> it.keeper.runRound());
    members.forEach(it -> it.keeper.runRound());
    assertEquals(2, one.count(wallets));
    assertEquals(1, two.count(wallets));
  }

  private static Window windowOf(String worker) {
    Window sample = JournalSamples.window(10);
    return new Window(
        new WindowKey("testnet-1", 67, 10, worker),
        sample.lastHeight(),
        sample.openedAt(),
        sample.closesAt());
  }

  @Test
  void walletsOfAReplicaThatNobodyElseHasAreNotLeftAlone() {
    Member one = new Member("one", List.of("allo1a", "allo1b", "allo1c"));
    Member two = new Member("two", List.of("allo1x", "allo1y", "allo1z"));
    for (int round = 0; round < 5; round++) {
      members.forEach(it -> it.keeper.runRound());
    }
    assertEquals(3, one.count(List.of("allo1a", "allo1b", "allo1c")));
    assertEquals(3, two.count(List.of("allo1x", "allo1y", "allo1z")));
  }

  @Test
  void aJournalIsNotTakenAwayFromReplicasThatUseIt(@TempDir Path folder) {
    Member one = member("one");
    Path file = folder.resolve("journal.jsonl");
    Failure refused =
        assertThrows(Failure.Stop.class, () -> JournalTransfer.exportAndRetire(one.journal, file));
    assertTrue(refused.getMessage().startsWith("replicas use this journal now"));
    assertFalse(Files.exists(file));
  }

  @Test
  void oneReplicaSendsTheAlerts() {
    Member one = member("one");
    Member two = member("two");
    AlertMessage message = new AlertMessage("subject", JournalSamples.START, "text");
    two.journal.alerts().add(List.of(message), List.of());
    assertEquals(List.of(message), one.journal.alerts().findUnsent());
    assertEquals(List.of(), two.journal.alerts().findUnsent());
    letEveryLeasePass(one);
    assertEquals(List.of(), one.journal.alerts().findUnsent());
    two.keeper.runRound();
    assertEquals(List.of(message), two.journal.alerts().findUnsent());
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsAFaultAndNotAnEnd() {
    Member one = member("one");
    String kill =
        "select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()";
    one.journal.database().write(h -> h.execute(kill + " and datname = current_database()"));
    one.keeper.runRound();
    one.keeper.runRound();
    assertTrue(one.keeper.fault().isEmpty());
    assertTrue(one.keeper.isHeld(JournalSamples.WORKER));
  }
}
