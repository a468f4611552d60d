package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.NetworkInference;
import domain.Submission.SubmissionOutcome;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import journal.database.JournalLocation;
import journal.entry.Entry;
import journal.entry.EntryFilter;
import journal.entry.EntryState;
import journal.entry.SubmissionVerifier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving hosts without answering a window twice. */
@Tag("process")
class JournalTransferTest {
  @TempDir Path folder;

  private JournalLocation place(String name) {
    return JournalLocation.file(folder.resolve(name));
  }

  private String exported() {
    Path out = folder.resolve("export.jsonl");
    try (Journal journal = Journal.open(place("old.db"), JournalSamples.CLOCK)) {
      journal.recordClaim(JournalSamples.claim(1, "0.1"));
      journal.recordSignedAttempt(JournalSamples.key(1), JournalSamples.attempt(1, 1));
      journal.applyOutcome(JournalSamples.key(1), 1, new SubmissionOutcome.Accepted(3));
      journal.recordScore(JournalSamples.score(1));
      journal.recordClaim(JournalSamples.claim(2, "0.2"));
      journal.recordSignedAttempt(JournalSamples.key(2), JournalSamples.attempt(2, 1));
      journal.ensureEntry(JournalSamples.window(3));
      journal.recordReason(JournalSamples.key(3), FailureReason.NO_DATA, "no candles");
      journal.recordDryRun(JournalSamples.claim(4, "0.4"));
      journal.recordNetworkInference("testnet-1", 67, new NetworkInference(1, 0.25));
      journal.recordLossMethod("testnet-1", 67, "czar");
      JournalTransfer.exportAndRetire(journal, out);
    }
    return read(out);
  }

  private static String read(Path file) {
    try {
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private long load(String name, String text) {
    return JournalTransfer.importInto(
        place(name),
        JournalSamples.CLOCK,
        SubmissionVerifier.NONE,
        new BufferedReader(new StringReader(text)));
  }

  @Test
  void theCopyKnowsEverythingAndGoesOn() {
    load("new.db", exported());
    try (Journal journal = Journal.open(place("new.db"), JournalSamples.CLOCK);
        JournalReader old = JournalReader.open(place("old.db"))) {
      assertEquals(
          old.findLatest(EntryFilter.ALL, 9), journal.reader().findLatest(EntryFilter.ALL, 9));
      assertEquals(old.findDryRuns(9), journal.reader().findDryRuns(9));
      assertEquals(Map.of(1L, 0.25), journal.reader().networkInferences("testnet-1", 67, 0));
      assertEquals(Optional.of("czar"), journal.reader().lossMethod(67));
      assertThrows(Failure.Skip.class, () -> journal.recordClaim(JournalSamples.claim(2, "0.3")));
      assertEquals(
          List.of(JournalSamples.attempt(2, 1)),
          journal.reader().findUnsettled().stream()
              .map(e -> e.liveAttempt().orElseThrow())
              .toList());
      journal.applyOutcome(JournalSamples.key(2), 1, new SubmissionOutcome.Accepted(9));
      assertTrue(journal.reader().verify(SubmissionVerifier.NONE).isIntact());
    }
  }

  @Test
  void theOriginalIsRetiredUntilRevived() {
    exported();
    Failure.Stop stop =
        assertThrows(Failure.Stop.class, () -> Journal.open(place("old.db"), JournalSamples.CLOCK));
    assertEquals(2, stop.exitCode());
    assertTrue(stop.getMessage().contains("exported to be used elsewhere"));
    JournalTransfer.revive(place("old.db"));
    Journal.open(place("old.db"), JournalSamples.CLOCK).close();
  }

  /** A folder that is no folder stands for a disk that does not take the file. */
  @Test
  void anExportThatCannotBeWrittenDoesNotRetireTheJournal() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "mine");
    try (Journal journal = Journal.open(place("old.db"), JournalSamples.CLOCK)) {
      for (Path out :
          List.of(file, file.resolve("x"), folder.resolve("none/x"), Path.of("/dev/full"))) {
        Failure.Stop stop =
            assertThrows(Failure.Stop.class, () -> JournalTransfer.exportAndRetire(journal, out));
        assertTrue(stop.getMessage().startsWith("cannot write " + out), stop::getMessage);
      }
    }
    assertEquals("mine", Files.readString(file));
    Journal.open(place("old.db"), JournalSamples.CLOCK).close();
  }

  /** As written by the version before. */
  /** A disk that is nearly full takes the first part of what is written. */
  @Test
  void aWriteThatIsTakenInPartIsGoneOnWith() throws IOException {
    ByteArrayOutputStream taken = new ByteArrayOutputStream();
    WritableByteChannel small =
        new WritableByteChannel() {
          @Override
          public int write(ByteBuffer bytes) {
            int count = Math.min(bytes.remaining(), 100);
            for (int i = 0; i < count; i++) {
              taken.write(bytes.get());
            }
            return count;
          }

          @Override
          public boolean isOpen() {
            return true;
          }

          @Override
          public void close() {}
        };
    String text = "x".repeat(100_000);
    try (Writer out = ExportLines.textTo(small)) {
      out.write(text);
    }
    assertEquals(text, taken.toString(StandardCharsets.UTF_8));
  }

  @Test
  void readsAnExportOfSchemaTwo() throws IOException {
    try (Reader old =
        new InputStreamReader(
            JournalTransferTest.class.getResourceAsStream("export-schema-2.jsonl"),
            StandardCharsets.UTF_8)) {
      JournalTransfer.importInto(
          place("new.db"), JournalSamples.CLOCK, SubmissionVerifier.NONE, new BufferedReader(old));
    }
    try (Journal journal = Journal.open(place("new.db"), JournalSamples.CLOCK)) {
      List<Entry> rows = journal.reader().findLatest(EntryFilter.ALL, 9);
      assertEquals(
          List.of(EntryState.EXPIRED, EntryState.ACCEPTED),
          rows.stream().map(Entry::state).toList());
      assertEquals(FailureReason.DUPLICATE_WORKER, rows.get(0).reason());
      assertEquals(2, journal.reader().countOutcomes(Instant.EPOCH).size());
      assertTrue(journal.reader().verify(SubmissionVerifier.NONE).isIntact());
    }
  }

  @Test
  void neverOverwrites() {
    String text = exported();
    load("new.db", text);
    assertThrows(Failure.Stop.class, () -> load("new.db", text));
  }

  @Test
  void refusesACutOrEditedExportAndStaysEmpty() {
    String text = exported();
    String cut = text.substring(0, text.lastIndexOf('{'));
    assertThrows(Failure.Stop.class, () -> load("new.db", cut));
    assertThrows(Failure.Stop.class, () -> load("new.db", text.replace("0.2", "0.9")));
    assertThrows(Failure.Stop.class, () -> load("new.db", text.replace("\"entry\"", "\"head\"")));
    assertTrue(load("new.db", text) > 5);
  }
}
