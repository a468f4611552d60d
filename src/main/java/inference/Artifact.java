package inference;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import domain.Failure;
import domain.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * A model as it travels: a directory with one ONNX file and its manifest. The bytes are read once
 * and only that copy is checked and loaded, so a file replaced meanwhile changes nothing.
 */
public record Artifact(Manifest manifest, byte[] model) {
  public static final String MODEL = "model.onnx";
  public static final String MANIFEST = "manifest.json";
  private static final long LIMIT = 64L << 20;
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Reads a directory and compares the file with its manifest.
   *
   * @throws Failure.Wait MODEL, saying what is wrong and what to do
   */
  public static Artifact read(Path dir) {
    try {
      byte[] model = bytes(dir, MODEL);
      Manifest manifest = JSON.readValue(bytes(dir, MANIFEST), Manifest.class);
      return new Artifact(manifest, model).matching(dir);
    } catch (JacksonException e) {
      throw bad(dir, MANIFEST + " is not a valid manifest (" + root(e) + "); import it again", e);
    } catch (IOException e) {
      throw bad(dir, e.getMessage() + "; `model import` or `train` writes an artifact", e);
    }
  }

  /** Writes both files, the model first, each replaced in one step. */
  public void write(Path dir) throws IOException {
    Files.createDirectories(dir);
    replace(dir.resolve(MODEL), model);
    replace(dir.resolve(MANIFEST), JSON.writeValueAsBytes(manifest));
  }

  /** Hash over both files: what has to be checked anew when either changes. */
  String identity() {
    return Sha256.of((manifest + Sha256.of(model)).getBytes(StandardCharsets.UTF_8));
  }

  private Artifact matching(Path dir) {
    if (!Sha256.of(model).equals(manifest.sha256())) {
      throw bad(
          dir,
          MODEL
              + " has another SHA-256 than the manifest says: damaged or half replaced;"
              + " put back the file that belongs to the manifest or import it again",
          null);
    }
    return this;
  }

  private static byte[] bytes(Path dir, String name) throws IOException {
    Path file = dir.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(name + " is missing");
    }
    if (!file.toRealPath().startsWith(dir.toRealPath())) {
      throw new IOException(name + " is a link out of its directory");
    }
    long size = Files.size(file);
    if (size == 0 || size > LIMIT) {
      throw new IOException(name + " has " + size + " bytes, 1 to " + LIMIT + " are accepted");
    }
    return Files.readAllBytes(file);
  }

  private static void replace(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    Files.write(fresh, bytes);
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String root(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause instanceof JacksonException j ? j.getOriginalMessage() : cause.getMessage();
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  private static Failure.Wait bad(Path dir, String what, Throwable cause) {
    return new Failure.Wait(Reason.MODEL, "model " + dir + ": " + what, cause);
  }
}
