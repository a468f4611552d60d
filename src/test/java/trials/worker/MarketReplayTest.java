package trials.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MarketReplayTest {
  private static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");

  @TempDir Path dir;

  private Path file(int hours) throws IOException {
    StringBuilder text = new StringBuilder("time,open,high,low,close,volume\n");
    for (int hour = 0; hour < hours; hour++) {
      text.append(FIRST.plus(Duration.ofHours(hour))).append(",1,2,1,2,3\n");
    }
    return Files.writeString(dir.resolve("bars.csv"), text);
  }

  @Test
  void beginsSoThatTheFileEndsSoonAfterTheLastEpoch() throws IOException {
    Instant end = FIRST.plus(Duration.ofHours(1_300));
    assertEquals(
        end.minus(Duration.ofHours(8)),
        MarketReplay.fromFile(file(1_300), Optional.empty(), 5).start());
  }

  @Test
  void refusesToBeginWhereTheHistoryIsTooShortOrOver() throws IOException {
    Path file = file(1_300);
    for (Instant at : new Instant[] {FIRST, FIRST.plus(Duration.ofHours(1_302))}) {
      Failure.Stop stop =
          assertThrows(Failure.Stop.class, () -> MarketReplay.fromFile(file, Optional.of(at), 1));
      assertEquals(65, stop.exitCode());
      assertTrue(stop.getMessage().contains("replayed from"), stop.getMessage());
    }
  }

  @Test
  void refusesAFileThatIsMissingOrNoCandles() throws IOException {
    Path words = Files.writeString(dir.resolve("words.csv"), "not candles\n");
    for (Path bad : new Path[] {dir.resolve("none.csv"), words}) {
      Failure.Stop stop =
          assertThrows(Failure.Stop.class, () -> MarketReplay.fromFile(bad, Optional.empty(), 1));
      assertEquals(65, stop.exitCode());
      assertTrue(stop.getMessage().contains(bad.toString()), stop.getMessage());
    }
  }
}
