package cli.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.figures.SoakTrial;

/** The short form of {@code simulate soak}; memory needs the long one to say anything. */
@Tag("process")
class SimulateSoakCommandTest {
  @TempDir Path folder;

  @Test
  void everyEpochIsHitOnceWhileTheChainLeapsFromWindowToWindow() throws Exception {
    Map<String, Object> figures = SoakTrial.run(folder, 20, new PrintWriter(System.err, true));
    assertEquals(20, figures.get("accepted"), figures::toString);
    assertEquals(0L, figures.get("duplicates"), figures::toString);
  }
}
