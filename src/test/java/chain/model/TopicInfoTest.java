package chain.model;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class TopicInfoTest {
  /** Anybody may create a topic, and commands, the banner and the page show its words. */
  @Test
  void theWordsOfAStrangerStayOnOneLineAndSteerNothing() {
    TopicInfo topic =
        new TopicInfo(
            67,
            "BTC\u001b]0;owned\u0007\n2026-01-01 ERROR forged" + "x".repeat(1 << 20),
            60,
            40,
            60,
            "m\u202ese",
            0,
            TopicInfo.LabelRules.SCALAR,
            true);
    assertEquals(303, topic.metadata().length());
    assertEquals("BTC?]0;owned??2026-01-01 ERROR forged", topic.metadata().substring(0, 37));
    assertEquals("m?se", topic.lossMethod());
  }
}
