package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.FailureReason;
import domain.SubmissionOutcome;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import journal.database.JournalLocation;
import journal.entry.EntryFilter;
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
    StringBuilder out = new StringBuilder();
    try (Journal journal = Journal.open(place("old.db"), JournalSamples.CLOCK)) {
      journal.recordClaim(JournalSamples.claim(1, "0.1"));
      journal.recordSignedAttempt(JournalSamples.key(1), JournalSamples.attempt(1, 1));
      journal.applyOutcome(JournalSamples.key(1), new SubmissionOutcome.Accepted(3));
      journal.recordScore(JournalSamples.score(1));
      journal.recordClaim(JournalSamples.claim(2, "0.2"));
      journal.recordSignedAttempt(JournalSamples.key(2), JournalSamples.attempt(2, 1));
      journal.ensureEntry(JournalSamples.window(3));
      journal.recordReason(JournalSamples.key(3), FailureReason.NO_DATA, "no candles");
      journal.recordDryRun(JournalSamples.claim(4, "0.4"));
      JournalTransfer.exportAndRetire(journal, out);
    }
    return out.toString();
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
        JournalReader old = Journal.openReadOnly(place("old.db"))) {
      assertEquals(
          old.findLatest(EntryFilter.ALL, 9), journal.reader().findLatest(EntryFilter.ALL, 9));
      assertEquals(old.findDryRuns(9), journal.reader().findDryRuns(9));
      assertThrows(Failure.Skip.class, () -> journal.recordClaim(JournalSamples.claim(2, "0.3")));
      assertEquals(
          List.of(JournalSamples.attempt(2, 1)),
          journal.findUnsettled().stream().map(e -> e.liveAttempt().orElseThrow()).toList());
      journal.applyOutcome(JournalSamples.key(2), new SubmissionOutcome.Accepted(9));
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
