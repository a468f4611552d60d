package trials.worker;

import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import wallet.SecretFile;
import wallet.Wallet;

/** Casts a command of the user's as the worker under test; it gets the key of our own worker. */
public final class ExternalWorkerFactory implements WorkerUnderTestFactory {
  private final Path folder;
  private final String command;

  public ExternalWorkerFactory(Path folder, String command) {
    this.folder = folder;
    this.command = command;
  }

  @Override
  public String accountAddress() {
    return Wallet.fromMnemonic(SimulatedSettings.WORDS.toCharArray()).address();
  }

  @Override
  public WorkerUnderTest create(WorkerEnvironment environment) throws IOException {
    Path state = Files.createTempDirectory(folder, "worker-");
    Path words = state.resolve("mnemonic");
    SecretFile.write(words, SimulatedSettings.WORDS.toCharArray());
    Map<String, String> identity =
        Map.of("WORKER_MNEMONIC_FILE", words.toString(), "WORKER_ADDRESS", accountAddress());
    return new ExternalWorker(environment, command, state, identity);
  }
}
