package trials.figures;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import trials.figures.Figure.Bars;
import trials.figures.Figure.Run;
import trials.worker.SecretScan;
import trials.worker.SimulatedSettings;
import wallet.Wallet;

/** What is published stands beside its command, machine and seed; and what leaks is found. */
class FiguresPageTest {
  @TempDir Path folder;

  private static final Path PUBLISHED = Path.of("docs/figures");

  private static Figure figure(String id, boolean kept) {
    return new Figure(
        id,
        "Epochs hit",
        "A missed epoch earns nothing.",
        List.of("calls that fail", "hit"),
        List.of(List.of("0 %", "100.0 %"), List.of("<50 %", "99.5 %")),
        new Bars("calls that fail", "% of epochs", Map.of("0 %", 100.0)),
        kept,
        new Run("dromedary simulate M1-0 --seed 1", 12, ""));
  }

  private String written(String name, Figure... figures) throws IOException {
    FiguresPage.publish(folder, "Measured on a machine.", List.of(figures));
    return Files.readString(folder.resolve(name));
  }

  @Test
  void eachTableSaysWhyItMattersAndTheMachineIsNamedOnce() throws IOException {
    String text = written("README.md", figure("M1", true), figure("M2", true));
    assertTrue(
        text.contains("## M1: Epochs hit\n\nA missed epoch earns nothing.\n\n| calls"), text);
    assertTrue(text.contains("| calls that fail | hit |\n| --- | --- |\n| 0 % | 100.0 % |"), text);
    assertTrue(text.contains("\n`dromedary simulate M1-0 --seed 1`, 12 s.\n"), text);
    assertEquals(2, text.split("Measured on a machine", -1).length, text);
    assertFalse(text.contains("not as promised"));
    assertTrue(written("README.md", figure("M1", false)).contains("hit (not as promised)"));
  }

  @Test
  void aNewMeasurementTakesThePlaceOfItsOwnFigureOnly() throws IOException {
    written("README.md", figure("M1", true), figure("M2", true), figure("M3", true));
    FiguresPage.publish(folder, "Measured later.", List.of(figure("M3", false)));
    List<Figure> all = FiguresPage.readAll(folder);
    assertEquals(List.of("M1", "M3", "M2"), all.stream().map(Figure::id).toList());
    assertFalse(all.get(1).targetsMet());
    String page = Files.readString(folder.resolve("index.html"));
    assertTrue(page.contains("12 s. Measured later."), page);
  }

  @Test
  void thePageHoldsItsPictureAndNoForeignMarkup() throws IOException {
    String page = written("index.html", figure("M1", true));
    assertTrue(page.contains("src=\"data:image/png;base64,iVBOR"));
    assertTrue(page.contains("<td>&lt;50 %</td>"));
  }

  @Test
  void whatIsPublishedIsWholeAndTheHeadlineSaysTheSame() throws IOException {
    List<Figure> all = FiguresPage.readAll(PUBLISHED);
    assertEquals(FiguresPage.toMarkdown(all), Files.readString(PUBLISHED.resolve("README.md")));
    assertTrue(FigureSuite.ORDER.containsAll(all.stream().map(Figure::id).toList()));
    String headline = Files.readString(Path.of("README.md"));
    Map<String, Figure> figures = new HashMap<>();
    all.forEach(it -> figures.put(it.id(), it));
    for (int i = 0; i < 4; i++) {
      List<String> hit = figures.get("M1").rows().get(i);
      String median = figures.get("M3").rows().get(i).get(1).split(" ")[0];
      String rate = i == 0 ? "none" : hit.get(0);
      String line = "| %s | %s | %s | %s blocks".formatted(rate, hits(hit), hit.get(4), median);
      assertTrue(headline.contains(line), line);
    }
    String again =
        figures.containsKey("M16")
            ? "this program has " + hits(figures.get("M16").rows().get(0))
            : "plays those again";
    assertTrue(headline.contains("The predecessor had 33 of its 854 epochs accepted;"), headline);
    assertTrue(headline.contains(again), again);
  }

  /** From windows and a rate that was rounded down to a tenth of a per cent. */
  private static String hits(List<String> row) {
    long windows = Long.parseLong(row.get(1));
    double percent = Double.parseDouble(row.get(2).split(" ")[0]);
    return (long) Math.ceil(windows * percent / 100 - 1e-9) + " of " + windows;
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
