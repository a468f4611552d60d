package journal;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.FailureReason;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import journal.database.JournalLocation;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the journal costs on this disk. Not part of the build; run it with {@code mvn test
 * -Dtest=JournalBench}.
 */
class JournalBench {
  @RegisterExtension static final PostgresPlaces PLACES = new PostgresPlaces();

  private static final int ROWS = 1_000_000;
  @TempDir Path folder;

  @Test
  void theDiskSyncsThisFast() throws Exception {
    try (var file = FileChannel.open(folder.resolve("raw"), CREATE, WRITE)) {
      median("write 4 kB + fsync, for comparison", 300, () -> sync(file));
    }
  }

  private static void sync(FileChannel file) {
    try {
      file.write(ByteBuffer.allocate(4096));
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Journal open() {
    return Journal.open(JournalLocation.file(folder.resolve("journal.db")), JournalSamples.CLOCK);
  }

  @Test
  void claimSignedAndSentCostUnder15Milliseconds() {
    try (Journal journal = open()) {
      int[] nonce = {0};
      double p50 =
          median("claim + signed + sent, fully synced", 300, () -> answer(journal, ++nonce[0]));
      assertTrue(p50 < 15);
    }
  }

  /** The same on a server on this host, with a lease and its number in each step. */
  @Test
  void aReplicaOnAServerCostsAtMost10MillisecondsMore() throws Exception {
    try (Journal file = open();
        Journal replica = PostgresPlaces.openReplica(PLACES.newDatabase())) {
      int[] nonce = {0};
      double here = median("claim + signed + sent, file", 300, () -> answer(file, ++nonce[0]));
      double there =
          median("claim + signed + sent, server and lease", 300, () -> answer(replica, ++nonce[0]));
      assertTrue(there - here <= 10, there + " ms beside " + here + " ms");
    }
  }

  private static void answer(Journal journal, long nonce) {
    journal.recordClaim(JournalSamples.claim(nonce, "0.5"));
    journal.recordSignedAttempt(JournalSamples.key(nonce), JournalSamples.attempt(nonce, 1));
    journal.markBroadcast(JournalSamples.key(nonce), 1, JournalSamples.START, "node");
  }

  @Test
  void aMillionRowsAreAskedInUnder100Milliseconds() {
    try (Journal journal = open()) {
      journal.database().write(JournalBench::million);
      JournalReader history = journal.reader();
      EntryFilter one = new EntryFilter(67L, EntryState.MISSED, FailureReason.NO_DATA, null);
      EntryFilter rare = new EntryFilter(null, null, FailureReason.KEY, null);
      double worst = 0;
      worst =
          Math.max(worst, ask("history, newest 50", () -> history.findLatest(EntryFilter.ALL, 50)));
      worst =
          Math.max(
              worst, ask("history, topic + state + reason", () -> history.findLatest(one, 50)));
      worst =
          Math.max(
              worst, ask("history, a reason that never was", () -> history.findLatest(rare, 50)));
      worst = Math.max(worst, ask("unsettled", history::findUnsettled));
      EntryFilter accepted = new EntryFilter(null, EntryState.ACCEPTED, null, null);
      worst =
          Math.max(worst, ask("status, newest accepted", () -> history.findLatest(accepted, 1)));
      worst =
          Math.max(
              worst,
              ask(
                  "newest accepted",
                  () -> history.newestAcceptedNonce("testnet-1", 67, JournalSamples.WORKER)));
      worst =
          Math.max(
              worst,
              ask(
                  "tally, 30 days",
                  () -> history.countOutcomes(JournalSamples.START.plusSeconds(5L * 719_482_000))));
      worst =
          Math.max(
              worst, ask("tally, everything", () -> history.countOutcomes(JournalSamples.START)));
      assertTrue(worst < 100, worst + " ms");
    }
  }

  private static double ask(String what, Runnable question) {
    return median(what + ", 1e6 rows", 9, question);
  }

  private static double median(String what, int times, Runnable act) {
    double[] millis = new double[times];
    for (int i = 0; i < times; i++) {
      long start = System.nanoTime();
      act.run();
      millis[i] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        "%-50s p50 %8.2f ms  p95 %8.2f ms%n", what, millis[times / 2], millis[times * 95 / 100]);
    return millis[times / 2];
  }

  /** Hourly epochs of 720 blocks: nine of ten accepted, the rest missed. */
  private static Void million(Handle handle) {
    String numbers =
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < " + ROWS + ") ";
    handle.execute(
        "insert into entry (chain_id, topic, nonce, worker, last_height, opened_at, closes_at,"
            + " state, reason, why, settled_height) "
            + numbers
            + "select 'testnet-1', 67, i * 720, 'allo1worker', i * 720 + 600, "
            + JournalSamples.START.toEpochMilli()
            + " + i * 3600000, "
            + JournalSamples.START.toEpochMilli()
            + " + i * 3600000 + 3000000, case when i % 10 = 0 then 'missed' else 'accepted' end,"
            + " case when i % 10 = 0 then 'NO_DATA' end, null, 5 from n");
    handle.execute(
        "insert into claim (chain_id, topic, nonce, worker, value) select chain_id, topic, nonce,"
            + " worker, '0.0123' from entry where state = 'accepted'");
    handle.execute(
        "insert into attempt select chain_id, topic, nonce, worker, role, 1, 'Ynl0ZXM=', 'HASH', 1,"
            + " 2, '3', 4, 'included', null, 7 from claim");
    handle.execute(
        "insert into day select chain_id, opened_at / 86400000, topic, role, state,"
            + " coalesce(reason, ''), count(*) from entry group by 1, 2, 3, 4, 5, 6");
    return null;
  }
}
