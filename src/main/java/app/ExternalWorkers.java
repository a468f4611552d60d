package app;

import faults.Worker;
import faults.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import wallet.PrivateFile;
import wallet.Wallet;

/** Casts a command of the user's as the worker under test; it gets the key of our own worker. */
final class ExternalWorkers implements Workers {
  private final Path folder;
  private final String command;

  ExternalWorkers(Path folder, String command) {
    this.folder = folder;
    this.command = command;
  }

  @Override
  public String address() {
    return Wallet.fromMnemonic(SimulatedSettings.WORDS.toCharArray()).address();
  }

  @Override
  public Worker make(Place place) throws IOException {
    Path state = Files.createTempDirectory(folder, "worker-");
    Path words = state.resolve("mnemonic");
    PrivateFile.write(words, SimulatedSettings.WORDS.toCharArray());
    Map<String, String> identity =
        Map.of("WORKER_MNEMONIC_FILE", words.toString(), "WORKER_ADDRESS", address());
    return new ExternalWorker(place, command, state, identity);
  }
}
