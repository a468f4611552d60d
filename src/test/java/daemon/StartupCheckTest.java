package daemon;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.Failure;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartupCheckTest {
  private final CamelContext context = new DefaultCamelContext();

  @AfterEach
  void end() {
    context.stop();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "telegram:bots?chatId=42 | AuthorizationToken",
        "telegram:bots?authorizationToken=RAW(hidden)&chat=42 | it has no option chat",
        "slack:#alerts?webhokUrl=RAW(https://hooks.example.org/hidden) | it has no option"
            + " webhokUrl",
        "mqtt:hidden | no such component"
      })
  void anAlertAddressThatCamelCannotUseIsRefusedWithoutItsSecrets(String uri, String word) {
    Failure.Stop stop =
        assertThrows(Failure.Stop.class, () -> StartupCheck.requireEndpoint(context, uri.strip()));
    assertEquals(78, stop.exitCode());
    assertTrue(stop.getMessage().contains("alert.uri"), stop::getMessage);
    assertTrue(stop.getMessage().contains(word.strip()), stop::getMessage);
    assertFalse(stop.getMessage().contains("hidden"), stop::getMessage);
  }

  @Test
  void whatCamelCanUsePasses() {
    StartupCheck.requireEndpoint(context, "file:target/nowhere?fileName=alerts.txt");
  }
}
