package chain.tx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Holds the error table against {@code refusals.txt}: codespace, code, text as the network gives
 * it, outcome, reason, mend.
 */
class TxErrorTableTest {
  private record Refusal(String space, int code, String text, String outcome, String mend) {
    static Refusal parse(String line) {
      String[] cells = line.split("\\|");
      return new Refusal(
          cells[0].strip(),
          Integer.parseInt(cells[1].strip()),
          cells[2].strip(),
          cells[3].strip(),
          cells[4].strip());
    }

    String name() {
      return space + "/" + code + " " + text;
    }
  }

  @TestFactory
  Stream<DynamicTest> classifiesEveryRefusalByItsCode() throws IOException {
    return refusals().stream()
        .map(r -> DynamicTest.dynamicTest(r.name(), () -> matches(r, coded(r))));
  }

  @TestFactory
  Stream<DynamicTest> simulationGivesOnlyTheTextAndTheSameVerdict() throws IOException {
    return refusals().stream()
        .filter(r -> !r.text().contains("something nobody wrote down"))
        .filter(r -> !r.text().startsWith("coded only"))
        .map(
            r ->
                DynamicTest.dynamicTest(
                    r.name(),
                    () ->
                        matches(
                            r,
                            TxErrorTable.lookUp(
                                "failed to execute message; message index: 0: "
                                    + r.text()
                                    + " with gas used: '41277'"))));
  }

  @Test
  void everyLineOfTheTableIsReachedByARefusal() throws IOException {
    Set<TxRefusal> reached = new HashSet<>();
    refusals().forEach(r -> reached.add(coded(r)));
    for (TxErrorRule rule : TxErrorTable.rules()) {
      assertTrue(reached.contains(rule.meaning()), () -> "no refusal reaches " + rule);
    }
  }

  @Test
  void aNonceThatIsNotOpenIsNotTakenForAlreadySubmitted() {
    assertFalse(TxErrorTable.lookUp("emissions", 75, "") instanceof TxRefusal.Done);
  }

  @Test
  void theSentenceNamesTheWindowAndQuotesTheNetwork() {
    Failure failure =
        TxErrorTable.lookUp("sdk", 5, "").toFailure("window 67@100", "insufficient funds");
    assertTrue(failure.getMessage().startsWith("window 67@100: "), failure::getMessage);
    assertTrue(failure.getMessage().endsWith("(insufficient funds)"), failure::getMessage);
  }

  @Test
  void aTextNobodyWroteDownIsKnownAsUnknown() {
    assertTrue(TxErrorTable.isUnknown("rpc error: the moon is full"));
    assertFalse(TxErrorTable.isUnknown("mempool is full: number of txs 5000"));
    assertSame(TxErrorTable.lookUp("undefined", 1, "eh"), TxErrorTable.lookUp("eh"));
  }

  private static TxRefusal coded(Refusal refusal) {
    return TxErrorTable.lookUp(refusal.space(), refusal.code(), refusal.text());
  }

  private static void matches(Refusal refusal, TxRefusal meaning) {
    String outcome = meaning.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    assertEquals(refusal.outcome(), outcome + " " + meaning.reason());
    TxRefusal.Remedy remedy =
        meaning instanceof TxRefusal.Wait wait ? wait.remedy() : TxRefusal.Remedy.NONE;
    assertEquals(refusal.mend(), remedy.name().toLowerCase(Locale.ROOT));
  }

  private static List<Refusal> refusals() throws IOException {
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                TxErrorTableTest.class.getResourceAsStream("/chain/refusals.txt"),
                StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .filter(l -> !l.isBlank() && !l.startsWith("#"))
          .map(Refusal::parse)
          .toList();
    }
  }
}
