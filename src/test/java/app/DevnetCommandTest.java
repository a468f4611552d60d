package app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import devnet.DevnetOptions;
import devnet.Emissions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

class DevnetCommandTest {
  @Test
  void turnsOptionsIntoANetwork() {
    DevnetOptions options =
        options(
            "--block-ms",
            "250",
            "--epoch-blocks",
            "20",
            "--window-blocks",
            "12",
            "--emissions",
            "v9",
            "--topics",
            "3",
            "--port",
            "0");
    assertEquals(Emissions.V9, options.emissions());
    assertEquals(Duration.ofMillis(250), options.blockTime());
    assertEquals(69, options.topics().get(2).id());
    assertEquals(20, options.topics().get(0).epochLength());
    assertEquals(12, options.topics().get(0).window());
    assertEquals(0, options.ports().rpc());
  }

  @Test
  void callsImpossibleLengthsAUsageError() {
    assertThrows(ParameterException.class, () -> options("--epoch-blocks", "0"));
    assertThrows(ParameterException.class, () -> options("--block-ms", "0"));
  }

  private static DevnetOptions options(String... args) {
    DevnetCommand command = new DevnetCommand();
    CommandLine line = new CommandLine(command).setCaseInsensitiveEnumValuesAllowed(true);
    line.parseArgs(args);
    return command.options();
  }
}
