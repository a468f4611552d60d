package cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutcomeColoursTest {
  private static String marked(String line) {
    return OutcomeColours.paintAlways(line).replaceAll("\u001b\\[([0-9]+)m", "<$1>");
  }

  @Test
  void coloursVerdictsAndStates() {
    assertEquals("<32>ok<0>      key: of allo1", marked("ok      key: of allo1"));
    assertEquals("<31>fail<0>    port: is taken", marked("fail    port: is taken"));
    assertEquals("67  <32>accepted<0>  0.1", marked("67  accepted  0.1"));
    assertEquals("-  <31>missed<0>: no data", marked("-  missed: no data"));
  }

  @Test
  void leavesSentencesAsTheyAre() {
    String line = "topic 67 worker: 6 of 6 closed epochs accepted (100.0 %)";
    assertEquals(line, marked(line));
    assertEquals("        fix: ok it", marked("        fix: ok it"));
  }
}
