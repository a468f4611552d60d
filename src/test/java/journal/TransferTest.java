package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import domain.Reason;
import domain.Receipt;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Moving hosts without answering a window twice. */
class TransferTest {
  @TempDir Path folder;

  private JournalPlace place(String name) {
    return JournalPlace.file(folder.resolve(name));
  }

  private String exported() {
    StringBuilder out = new StringBuilder();
    try (Journal journal = Journal.open(place("old.db"), Sample.CLOCK)) {
      journal.claim(Sample.claim(1, "0.1"));
      journal.signed(Sample.key(1), Sample.attempt(1, 1));
      journal.settle(Sample.key(1), new Receipt.Accepted(3));
      journal.score(Sample.score(1));
      journal.claim(Sample.claim(2, "0.2"));
      journal.signed(Sample.key(2), Sample.attempt(2, 1));
      journal.seen(Sample.window(3));
      journal.note(Sample.key(3), Reason.NO_DATA, "no candles");
      journal.dryRun(Sample.claim(4, "0.4"));
      Transfer.export(journal, out);
    }
    return out.toString();
  }

  private long load(String name, String text) {
    return Transfer.load(place(name), Sample.CLOCK, new BufferedReader(new StringReader(text)));
  }

  @Test
  void theCopyKnowsEverythingAndGoesOn() {
    load("new.db", exported());
    try (Journal journal = Journal.open(place("new.db"), Sample.CLOCK);
        History old = Journal.read(place("old.db"))) {
      assertEquals(old.latest(Filter.ALL, 9), journal.history().latest(Filter.ALL, 9));
      assertEquals(old.dryRuns(9), journal.history().dryRuns(9));
      assertThrows(Failure.Skip.class, () -> journal.claim(Sample.claim(2, "0.3")));
      assertEquals(
          List.of(Sample.attempt(2, 1)),
          journal.unsettled().stream().map(e -> e.live().orElseThrow()).toList());
      journal.settle(Sample.key(2), new Receipt.Accepted(9));
      assertTrue(journal.history().verify().sound());
    }
  }

  @Test
  void theOriginalIsRetiredUntilRevived() {
    exported();
    Failure.Stop stop =
        assertThrows(Failure.Stop.class, () -> Journal.open(place("old.db"), Sample.CLOCK));
    assertEquals(2, stop.exitCode());
    assertTrue(stop.getMessage().contains("exported to be used elsewhere"));
    Transfer.revive(place("old.db"), Sample.CLOCK);
    Journal.open(place("old.db"), Sample.CLOCK).close();
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
