package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What verifying finds when somebody edits the file behind our back. */
class VerdictTest {
  @TempDir Path folder;

  private JournalPlace place() {
    return JournalPlace.file(folder.resolve("journal.db"));
  }

  private void fill(int windows) {
    try (Journal journal = Journal.open(place(), Sample.CLOCK)) {
      for (int i = 1; i <= windows; i++) {
        journal.claim(Sample.claim(i, "0." + i));
        journal.signed(Sample.key(i), Sample.attempt(i, 1));
      }
    }
  }

  private void sql(String statement) throws SQLException {
    try (var c = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("journal.db"));
        var s = c.createStatement()) {
      s.execute(statement);
    }
  }

  @Test
  void verifyingFindsAnEditedValue() throws Exception {
    fill(3);
    sql("update claim set value = '9' where nonce = 2");
    assertEquals(List.of("the row of window 67@2 was edited"), faults());
  }

  @Test
  void verifyingFindsEditedBytesRemovedRowsAndACutChronicle() throws Exception {
    fill(3);
    sql("update attempt set tx_bytes = 'AAAA' where nonce = 1");
    assertEquals(List.of("signed bytes of window 67@1 were edited"), faults());
    sql("delete from entry where nonce = 1");
    assertEquals(List.of("the row of window 67@1 was removed"), faults());
    sql("delete from chronicle where seq = 6");
    assertTrue(faults().contains("the chronicle ends at row 5, its end was cut or edited"));
  }

  @Test
  void verifyingFindsAnEditedChronicle() throws Exception {
    fill(3);
    sql("update chronicle set at = at + 1 where seq = 3");
    assertEquals(List.of("chronicle row 3 (claimed 67@2) was edited"), faults());
  }

  private List<String> faults() {
    try (History reader = Journal.read(place())) {
      return reader.verify().faults();
    }
  }
}
