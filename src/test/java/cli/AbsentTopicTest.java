package cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.options.ConfigurationOptions;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.GenesisAccount;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A topic that is not there ends every command with 78; one that sleeps is named by doctor. */
@Tag("process")
class AbsentTopicTest {
  @TempDir Path dir;

  private static final Map<String, Function<ConfigurationOptions, Object>> COMMANDS =
      Map.of(
          "once", OnceCommand::new,
          "doctor", DoctorCommand::new,
          "register", RegisterCommand::new);

  private DevnetFixture devnet(DevnetEmissionsVersion version) {
    GenesisAccount worker = GenesisAccount.fundedWorker(DevnetFixture.WORKER);
    return new DevnetFixture(dir, worker, it -> it.withEmissionsVersion(version));
  }

  @ParameterizedTest
  @CsvSource({"V5,once", "V5,doctor", "V5,register", "V10,once", "V10,doctor", "V10,register"})
  void aTopicThatDoesNotExistEndsWith78(DevnetEmissionsVersion version, String command)
      throws Exception {
    try (DevnetFixture devnet = devnet(version)) {
      Path file =
          devnet.file(
              "topics=999",
              "topic.999.target=log-return",
              "topic.999.pair=btcusd",
              "topic.999.horizon=168h");
      int code = devnet.run(COMMANDS.get(command).apply(devnet.options()), "-c", file.toString());
      String said = devnet.err.toString() + devnet.out;
      assertEquals(78, code, said);
      assertTrue(said.contains("topic 999 does not exist on dromedary-devnet-1"), said);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"V5", "V10"})
  void doctorNamesAnInactiveTopic(DevnetEmissionsVersion version) throws Exception {
    try (DevnetFixture devnet = devnet(version)) {
      devnet.devnet.controls().setTopicActive(67, false);
      devnet.run(new DoctorCommand(devnet.options()), "-c", devnet.file().toString());
      String said = devnet.err.toString() + devnet.out;
      assertTrue(said.contains("topic 67: is inactive: no window opens"), said);
    }
  }
}
