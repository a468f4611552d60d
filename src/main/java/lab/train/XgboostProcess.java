package lab.train;

import base.ChildJvm;
import base.TemporaryFolders;
import domain.Failure;
import domain.FailureReason;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Runs the training process for a {@link XgboostJob}, with the libraries of {@code lab-lib} on its
 * class path, and reads its result.
 *
 * @param libraries folder of the training libraries
 * @param progress receives a line per fold
 */
public record XgboostProcess(Path libraries, Consumer<String> progress) {
  private static final int FAILED = 1;
  private static final Path NICE = Path.of("/usr/bin/nice");

  /**
   * Runs a job.
   *
   * @return predictions of all folds in order, and the last fold's model as JSON text
   * @throws Failure.Stop with exit code 1 if the process fails; its last output is in the message
   */
  public Result run(XgboostJob job) throws IOException {
    Path folder = TemporaryFolders.create("dromedary-train");
    try {
      job.write(folder.resolve(XgboostTrainingMain.JOB));
      runProcess(folder);
      byte[] model = Files.readAllBytes(folder.resolve(XgboostTrainingMain.MODEL));
      return new Result(readPredictions(folder.resolve(XgboostTrainingMain.ANSWERS)), model);
    } finally {
      TemporaryFolders.deleteRecursively(folder);
    }
  }

  /** Result of the process. */
  public record Result(double[] predictions, byte[] model) {}

  private void runProcess(Path folder) throws IOException {
    Process process = start(folder);
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      String last = "";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.startsWith("fold ") || line.isBlank() ? last : line;
        progress.accept(line);
      }
      int code = process.waitFor();
      if (code != 0) {
        throw new Failure.Stop(
            FailureReason.INTERNAL, FAILED, "training ended with code " + code + ": " + last);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Failure.Stop(FailureReason.INTERNAL, FAILED, "training was interrupted", e);
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(Path folder) throws IOException {
    List<String> options =
        List.of(
            "-Xmx1g",
            "-XX:+UseSerialGC",
            // the library unpacks itself there; a killed process leaves no files behind
            "-Djava.io.tmpdir=" + folder);
    List<String> command =
        ChildJvm.commandWithLibraries(
            options, libraries, XgboostTrainingMain.class.getName(), List.of(folder.toString()));
    ProcessBuilder builder = new ProcessBuilder(withLowPriority(command));
    // its threads would spin while they wait, which slows a daemon on the same machine
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    return builder.redirectErrorStream(true).start();
  }

  /** At low priority if the system can, since a daemon may run on the same machine. */
  private static List<String> withLowPriority(List<String> command) {
    List<String> line = new ArrayList<>();
    if (Files.isExecutable(NICE)) {
      line.addAll(List.of(NICE.toString(), "-n", "10"));
    }
    line.addAll(command);
    return line;
  }

  private static double[] readPredictions(Path file) throws IOException {
    double[] answers = new double[(int) (Files.size(file) / Float.BYTES)];
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      for (int i = 0; i < answers.length; i++) {
        answers[i] = in.readFloat();
      }
    }
    return answers;
  }
}
