package trials.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.figures.FiguresPage.Figure;
import trials.worker.SecretScan;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/** What is published stands beside its command, machine and seed; and what leaks is found. */
class FiguresPageTest {
  @TempDir Path folder;

  private static Figure figure(boolean kept) {
    return new Figure(
        "M1",
        "Epochs hit",
        List.of("calls that fail", "hit"),
        List.of(List.of("0 %", "100.0 %"), List.of("<50 %", "99.5 %")),
        "dromedary simulate M1-0 --seed 1",
        Duration.ofSeconds(12),
        Map.of("0 %", 100.0),
        "%",
        kept);
  }

  private String written(String name, Figure figure) throws IOException {
    FiguresPage.write(folder, "Measured on a machine, seeds 1 to 3.", List.of(figure));
    return Files.readString(folder.resolve(name));
  }

  @Test
  void aTableStandsBesideItsCommandAndMachine() throws IOException {
    String text = written("README.md", figure(true));
    assertTrue(text.contains("| calls that fail | hit |\n| --- | --- |\n| 0 % | 100.0 % |"), text);
    assertTrue(
        text.contains(
            "`dromedary simulate M1-0 --seed 1`, 12 s. Measured on a machine, seeds 1 to 3."),
        text);
    assertFalse(text.contains("not as promised"));
    assertTrue(written("README.md", figure(false)).contains("Epochs hit (not as promised)"));
  }

  @Test
  void thePageHoldsItsPictureAndNoForeignMarkup() throws IOException {
    String page = written("index.html", figure(true));
    assertTrue(page.contains("src=\"data:image/png;base64,iVBOR"));
    assertTrue(page.contains("<td>&lt;50 %</td>"));
  }

  @Test
  void aSecretInAFileIsFound() throws IOException {
    Files.writeString(folder.resolve("clean.log"), "nothing");
    assertEquals(List.of(), SecretScan.scan(folder).filesWithSecret());
    Path leak = Files.writeString(folder.resolve("leak.log"), "key " + SecretScan.KEY);
    assertEquals(List.of(leak), SecretScan.scan(folder).filesWithSecret());
    assertEquals(
        Wallet.fromMnemonic(SimulatedSettings.MNEMONIC.toCharArray()).address(),
        Wallet.fromPrivateKey(HexFormat.of().parseHex(SecretScan.KEY)).address());
  }
}
