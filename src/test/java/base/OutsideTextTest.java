package base;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class OutsideTextTest {
  @Test
  void itStaysOnOneLineAndSteersNoTerminal() {
    assertEquals("a?b??c?[31m", OutsideText.clean("a\nb\r\nc\u001b[31m"));
    assertEquals("x?y?z", OutsideText.clean("x\u2028y\u202ez"));
    assertEquals("x?y?z?", OutsideText.clean("x\u200fy\u2067z\ufeff"));
    assertEquals("gr\u00fcezi", OutsideText.clean("gr\u00fcezi"));
  }

  @Test
  void itEndsSomewhere() {
    assertEquals(303, OutsideText.clean("x".repeat(1_000_000)).length());
  }
}
