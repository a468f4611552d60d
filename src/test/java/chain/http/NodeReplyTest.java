package chain.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import chain.model.NodeEndpoint;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeReplyTest {
  @Test
  void readsDecimalsAndAmounts() {
    assertEquals(
        new BigDecimal("10.000000000000000000"),
        reply("10.000000000000000000").decimalField("amount"));
    assertEquals(
        new BigInteger("123456789012345678901234567890"),
        reply("123456789012345678901234567890").amountField("amount"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"1e300000000", "1e30000000", "1e-300000000", "1e2147483648", "NaN", "", " "})
  void aNumberBeyondAllBoundsIsNoAnswer(String text) {
    assertThrows(NodeUnavailableException.class, () -> reply(text).decimalField("amount"));
    assertThrows(NodeUnavailableException.class, () -> reply(text).amountField("amount"));
  }

  @Test
  void aNumberOfMillionsOfDigitsIsNoAnswer() {
    String digits = "9".repeat(7_900_000);
    assertThrows(NodeUnavailableException.class, () -> reply(digits).decimalField("amount"));
    assertThrows(NodeUnavailableException.class, () -> reply(digits).amountField("amount"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e300000000",
        "-1",
        "9223372036854775807",
        "9223372036854775808",
        "-9000000000",
        "1.5",
        "NaN"
      })
  void aCountBeyondAllBoundsIsNoAnswer(String text) {
    assertThrows(NodeUnavailableException.class, () -> reply(text).longField("amount"));
    assertThrows(NodeUnavailableException.class, () -> reply(text).longFieldOrZero("amount"));
  }

  @Test
  void onlyAnAbsentCountIsZero() {
    assertEquals(0, reply("7").longFieldOrZero("height"));
    assertEquals(7, reply("7").longFieldOrZero("amount"));
    assertThrows(NodeUnavailableException.class, () -> reply("7").longField("height"));
  }

  @Test
  void namesTheFieldAndShowsTheBeginningOfItsText() {
    NodeUnavailableException fault =
        assertThrows(
            NodeUnavailableException.class,
            () -> reply("1e300000000" + "\n".repeat(500)).decimalField("amount"));
    assertEquals(
        "answered with an unusable amount: '1e300000000"
            + "?".repeat(29)
            + "...' is longer than 100 characters",
        fault.getMessage());
  }

  private static NodeReply reply(String amount) {
    return new NodeReply(
        NodeEndpoint.parse("rest+http://127.0.0.1:1"),
        200,
        JsonNodeFactory.instance.objectNode().put("amount", amount));
  }
}
