package base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("status", "history", "run", "window.tick");

  @Test
  void aSlipLeadsToTheNameThatWasMeant() {
    assertEquals(Optional.of("status"), Suggestion.closest("statsu", KNOWN));
    assertEquals(Optional.of("run"), Suggestion.closest("rnu", KNOWN));
    assertEquals(Optional.of("window.tick"), Suggestion.closest("windwo.tik", KNOWN));
  }

  @Test
  void anotherWordIsNoSlip() {
    assertEquals(Optional.empty(), Suggestion.closest("gallop", KNOWN));
    assertEquals("", Suggestion.clause("", KNOWN));
  }
}
