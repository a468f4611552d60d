package app;

import faults.Worker;
import faults.Workers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import wallet.Wallet;

/** Casts this program as the worker under test, each time with a fresh state folder. */
final class SimulatedWorkers implements Workers {
  private final Path folder;
  private final CheckedModels models;
  private final String address =
      Wallet.fromMnemonic(SimulatedSettings.WORDS.toCharArray()).address();

  SimulatedWorkers(Path folder) {
    this.folder = folder;
    this.models = new CheckedModels(folder.resolve("models"));
  }

  @Override
  public String address() {
    return address;
  }

  @Override
  public Worker make(Place place) throws IOException {
    Path state = Files.createTempDirectory(folder, "state-");
    models.lend(state, place.topics());
    return place.child() ? new ChildWorker(place, state) : new InProcess(place, state, models);
  }

  @Override
  public Path folder() throws IOException {
    return Files.createTempDirectory(folder, "other-");
  }

  @Override
  public Other beside(Place place, Path state, Map<String, String> settings, String... command)
      throws IOException {
    models.lend(state, place.topics());
    return OtherProcess.start(place, state, settings, command);
  }

  @Override
  public Other tool(String... command) throws IOException {
    return OtherProcess.start(folder(), Map.of(), command);
  }
}
