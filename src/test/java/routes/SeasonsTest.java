package routes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Window;
import domain.WindowKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import routes.Seasons.Season;

class SeasonsTest {
  private static final Instant END = Instant.parse("2025-12-15T13:00:00Z");
  private final List<String> over = new ArrayList<>();
  private boolean settled = true;

  private final Seasons seasons =
      new Seasons(
          Map.of(
              67L, new Season(END.minusSeconds(86_400), END),
              68L, new Season(Instant.MIN, END.plusSeconds(3600))),
          window -> true,
          () -> settled,
          () -> over.add("over"));

  private static Window window(long topic, Instant opened) {
    WindowKey key = new WindowKey("c", topic, 700, "allo1");
    return new Window(key, 1300, opened, opened.plusSeconds(3400));
  }

  @Test
  void theLastWindowBeforeTheEndIsAnsweredAndNoneAfter() {
    assertTrue(seasons.due(window(67, END.minusSeconds(1))));
    assertFalse(seasons.due(window(67, END)));
    assertFalse(seasons.due(window(67, END.minusSeconds(86_401))));
  }

  @Test
  void itIsOverWhenEveryTopicHasEndedAndAllIsSettled() {
    seasons.due(window(67, END));
    assertEquals(List.of(), over);
    settled = false;
    seasons.due(window(68, END.plusSeconds(3600)));
    assertEquals(List.of(), over);
    settled = true;
    seasons.due(window(68, END.plusSeconds(3610)));
    assertEquals(List.of("over"), over);
  }
}
