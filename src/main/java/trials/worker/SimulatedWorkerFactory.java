package trials.worker;

import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import trials.worker.InProcessWorker.CheckedModelCache;
import wallet.Wallet;

/** Casts this program as the worker under test, each time with a fresh state folder. */
public final class SimulatedWorkerFactory implements WorkerUnderTestFactory {
  private final Path folder;
  private final CheckedModelCache models;
  private final String address =
      Wallet.fromMnemonic(SimulatedSettings.WORDS.toCharArray()).address();

  public SimulatedWorkerFactory(Path folder) {
    this.folder = folder;
    this.models = new CheckedModelCache(folder.resolve("models"));
  }

  @Override
  public String accountAddress() {
    return address;
  }

  @Override
  public WorkerUnderTest create(WorkerEnvironment environment) throws IOException {
    Path state = Files.createTempDirectory(folder, "state-");
    models.provideTo(state, environment.topics());
    return environment.childProcess()
        ? new ChildProcessWorker(environment, state)
        : new InProcessWorker(environment, state, models);
  }

  @Override
  public Path newFolder() throws IOException {
    return Files.createTempDirectory(folder, "other-");
  }

  @Override
  public ExtraProcess startProcess(
      WorkerEnvironment environment, Path state, Map<String, String> settings, String... command)
      throws IOException {
    models.provideTo(state, environment.topics());
    return CommandProcess.start(environment, state, settings, command);
  }

  @Override
  public ExtraProcess startTool(String... command) throws IOException {
    return CommandProcess.start(newFolder(), Map.of(), command);
  }
}
