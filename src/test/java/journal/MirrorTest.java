package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Reason;
import domain.Receipt;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorTest {
  @TempDir Path folder;

  private static Entry accepted() {
    return Entry.open(Sample.window(10))
        .claimed(Sample.claim(10, "0.5"))
        .signed(Sample.attempt(10, 1))
        .settled(new Receipt.Accepted(12));
  }

  @Test
  void keepsThePredecessorsColumnsAndTheLastRow() throws Exception {
    Path csv = folder.resolve("log.csv");
    Path latest = folder.resolve("latest.json");
    Mirror mirror = new Mirror(Optional.of(latest), Optional.of(csv), Sample.CLOCK);
    mirror.accept(Entry.open(Sample.window(1)).missed(Reason.NO_DATA, "no candles"));
    mirror.accept(accepted());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).startsWith("timestamp_utc,topic_id,value,wallet,nonce,tx_hash,"));
    assertTrue(lines.get(1).endsWith("67,,allo1worker,1,,false,1,missed:NO_DATA,,,"));
    String hash = Sample.attempt(10, 1).hash();
    assertTrue(lines.get(2).endsWith("67,0.5,allo1worker,10," + hash + ",true,0,accepted,,,"));
    assertEquals("0.5", Canon.JSON.readTree(latest.toFile()).get("prediction").asText());
  }

  @Test
  void aFileThatCannotBeWrittenHarmsNothing() {
    Path nowhere = folder.resolve("none").resolve("log.csv");
    new Mirror(Optional.of(nowhere), Optional.of(nowhere), Sample.CLOCK).accept(accepted());
    assertTrue(Files.notExists(nowhere));
  }
}
