package journal;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class SqliteJournalTest extends JournalContract {
  @TempDir Path folder;

  @Override
  JournalPlace place() {
    return JournalPlace.file(folder.resolve("journal.db"));
  }
}
