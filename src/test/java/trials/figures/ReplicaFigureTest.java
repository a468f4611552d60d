package trials.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicaFigureTest {
  private static final Map<String, Object> ONE_WALLET =
      Map.ofEntries(
          Map.entry("kill", 4),
          Map.entry("cut_connections", 2),
          Map.entry("epochs", 150),
          Map.entry("accepted", 149L),
          Map.entry("duplicates", 0L),
          Map.entry("wrong_rows", 0L),
          Map.entry("ended_by_themselves", 0),
          Map.entry("takeovers", 3),
          Map.entry("takeover_p50_s", 9.04),
          Map.entry("takeover_p95_s", 10.96),
          Map.entry("epochs_of_the_third", 3),
          Map.entry("accepted_of_the_third", 3L),
          Map.entry("epoch_on_server_p50_ms", 21.6),
          Map.entry("epoch_in_file_p50_ms", 20.0));

  @TempDir Path folder;

  @Test
  void saysWhatWasTriedWhatCameOfItAndWhatMustBe() {
    List<List<String>> rows = figure(ONE_WALLET).rows();
    assertEquals(
        List.of("faults, one after the other", "2 times connections cut, 4 times kill -9", ""),
        rows.get(0));
    assertEquals(List.of("epochs accepted", "149 of 150", "99 % or more"), rows.get(1));
    assertEquals("3 take-overs, median 9.0 s, 95th percentile 11.0 s", rows.get(5).get(1));
    assertEquals(8, rows.size());
  }

  @Test
  void theWalletsHaveTheirRowsIfTheyWerePlayed() {
    Map<String, Object> all = new HashMap<>(ONE_WALLET);
    all.putAll(
        Map.of(
            "wallets", 200, "wallets_least", 66L, "wallets_most", 67L, "wallets_takeover_s", 10.6));
    List<List<String>> rows = figure(all).rows();
    assertEquals("of 200: 66 to 67", rows.get(8).get(1));
    assertEquals("10.6 s", rows.get(9).get(1));
  }

  @Test
  void standsOnThePageWithTheOthersAndSaysWhenItFailed() throws Exception {
    assertFalse(figure(ONE_WALLET).targetsMet());
    FiguresPage.publish(folder, "Measured today.", List.of(figure(ONE_WALLET)));
    String page = Files.readString(folder.resolve("README.md"));
    assertTrue(page.contains("## R1: Three replicas on one database"), page);
    assertTrue(page.contains("(not as promised)"), page);
  }

  private static Figure figure(Map<String, Object> figures) {
    return ReplicaFigure.of(figures, "dromedary simulate replicas", Duration.ofMinutes(60));
  }
}
