package journal.database;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.util.Optional;
import journal.database.JournalLocation.PostgresServer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalLocationTest {
  private static Failure.Stop refusal(String place) {
    Failure.Stop e =
        assertThrows(Failure.Stop.class, () -> PostgresServer.parse(place, "u", "p"), place);
    assertEquals(78, e.exitCode());
    return e;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://db/dromedary",
        "jdbc:postgresql://db-0,db-1:5433/dromedary?targetServerType=primary",
        "jdbc:postgresql:dromedary",
        "jdbc:postgresql://[::1]/a?options=-c%20a@b"
      })
  void takesTheAddressOfAServer(String place) {
    assertEquals(
        Optional.of(new PostgresServer(place, "u", "p")), PostgresServer.parse(place, "u", "p"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "journal.db", "/var/lib/a b/journal.db", "postgresql.db"})
  void leavesTheNameOfAFileAlone(String place) {
    assertEquals(Optional.empty(), PostgresServer.parse(place, "", ""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "postgresql://db/dromedary",
        "postgres://db/dromedary",
        "JDBC:postgresql://db/dromedary",
        "jdbc:postgres://db/dromedary",
        "jdbc:mysql://db/dromedary",
        "jdbc:postgresql://db:99999/dromedary"
      })
  void tellsTheSpellingOfAServerThatWouldBeTakenForAFile(String place) {
    assertTrue(refusal(place).getMessage().contains("jdbc:postgresql://HOST/DATABASE"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jdbc:postgresql://u:secret@db/dromedary",
        "postgres://u:secret@db/dromedary",
        "jdbc:mysql://db/dromedary?password=secret"
      })
  void repeatsNoPassword(String place) {
    assertFalse(refusal(place).getMessage().contains("secret"));
  }
}
