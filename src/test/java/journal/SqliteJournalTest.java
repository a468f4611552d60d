package journal;

import java.nio.file.Path;
import journal.database.JournalLocation;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
  @TempDir Path folder;

  @Override
  JournalLocation place() {
    return JournalLocation.file(folder.resolve("journal.db"));
  }
}
