package trials.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.Devnet;
import devnet.SimulatedModelServer;
import devnet.ledger.DevnetOptions;
import faults.engine.WorkerUnderTest;
import faults.engine.WorkerUnderTest.WorkerUnderTestFactory.WorkerEnvironment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's worker, here a line of shell. */
@Tag("process")
class ExternalWorkerTest {
  @TempDir Path folder;

  @Test
  void learnsOfItsWorldFromTheEnvironment() throws Exception {
    String command = "sh -c 'env | grep ^WORKER_ | sort; cat \"$WORKER_MNEMONIC_FILE\"; exit 3'";
    try (Devnet devnet = Devnet.start(DevnetOptions.standard());
        SimulatedModelServer model = new SimulatedModelServer();
        WorkerUnderTest worker = worker(command, devnet, model)) {
      worker.start();
      assertEquals(OptionalInt.of(3), worker.exitCode());
      assertFalse(worker.keepsRecord());
      assertEquals(List.of(), worker.reportedWindows(5));
      String output = Files.readString(find("worker.out"));
      for (String expected :
          List.of(
              "WORKER_CHAIN_ID=dromedary-devnet-1",
              "WORKER_GRPC=" + devnet.grpcNodes().get(0).uri(),
              "WORKER_WEBSOCKET=ws://" + devnet.rpcUri().getAuthority() + "/websocket",
              "WORKER_MODEL=" + model.server().uri(),
              "WORKER_TOPIC=67",
              SimulatedSettings.MNEMONIC)) {
        assertTrue(output.contains(expected), expected + " is not in " + output);
      }
    }
  }

  @Test
  void endsAtASignal() throws Exception {
    try (Devnet devnet = Devnet.start(DevnetOptions.standard());
        SimulatedModelServer model = new SimulatedModelServer();
        WorkerUnderTest worker = worker("sleep 60", devnet, model)) {
      Thread started = new Thread(() -> start(worker));
      started.start();
      while (!Files.exists(folder) || find("worker.out") == null) {
        Thread.onSpinWait();
      }
      devnetIsAsked(devnet);
      started.join();
      assertEquals(OptionalInt.empty(), worker.exitCode());
      worker.stop();
      assertEquals(OptionalInt.empty(), worker.exitCode());
    }
  }

  private static void start(WorkerUnderTest worker) {
    try {
      worker.start();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void devnetIsAsked(Devnet devnet) throws Exception {
    devnet.restNodes().get(0).uri().resolve("/judge").toURL().openStream().close();
  }

  private WorkerUnderTest worker(String command, Devnet devnet, SimulatedModelServer model)
      throws Exception {
    WorkerEnvironment environment =
        new WorkerEnvironment(
            devnet,
            "dromedary-devnet-1",
            model.server().uri(),
            List.of(67L),
            Map.of(),
            false,
            devnet.clock(),
            System::nanoTime);
    return new ExternalWorkerFactory(folder, command).create(environment);
  }

  private Path find(String name) throws Exception {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(it -> it.endsWith(name)).findFirst().orElse(null);
    }
  }
}
