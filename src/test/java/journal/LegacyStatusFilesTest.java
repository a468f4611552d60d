package journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import domain.FailureReason;
import domain.Submission.SubmissionOutcome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import journal.entry.Entry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LegacyStatusFilesTest {
  @TempDir Path folder;

  private static Entry accepted() {
    return Entry.open(JournalSamples.window(10))
        .toClaimed(JournalSamples.claim(10, "0.5"))
        .toSigned(JournalSamples.attempt(10, 1))
        .toSettled(new SubmissionOutcome.Accepted(12));
  }

  @Test
  void keepsThePredecessorsColumnsAndTheLastRow() throws Exception {
    Path csv = folder.resolve("log.csv");
    Path latest = folder.resolve("latest.json");
    LegacyStatusFiles statusFiles =
        new LegacyStatusFiles(Optional.of(latest), Optional.of(csv), JournalSamples.CLOCK);
    statusFiles.accept(
        Entry.open(JournalSamples.window(1)).toMissed(FailureReason.NO_DATA, "no candles"));
    statusFiles.accept(accepted());
    List<String> lines = Files.readAllLines(csv);
    assertEquals(3, lines.size());
    assertTrue(lines.get(0).startsWith("timestamp_utc,topic_id,value,wallet,nonce,tx_hash,"));
    assertTrue(lines.get(1).endsWith("67,,allo1worker,1,,false,1,missed:NO_DATA,,,"));
    String hash = JournalSamples.attempt(10, 1).hash();
    assertTrue(lines.get(2).endsWith("67,0.5,allo1worker,10," + hash + ",true,0,accepted,,,"));
    assertEquals("0.5", new ObjectMapper().readTree(latest.toFile()).get("prediction").asText());
  }

  @Test
  void aFileThatCannotBeWrittenHarmsNothing() {
    Path nowhere = folder.resolve("none").resolve("log.csv");
    new LegacyStatusFiles(Optional.of(nowhere), Optional.of(nowhere), JournalSamples.CLOCK)
        .accept(accepted());
    assertTrue(Files.notExists(nowhere));
  }
}
