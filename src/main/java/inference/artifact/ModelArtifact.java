package inference.artifact;

import base.PrivateFiles;
import base.Sha256Hex;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * A model as it travels: a directory with one ONNX file and its manifest. The bytes are read once
 * and only that copy is checked and loaded, so a file replaced meanwhile changes nothing.
 */
public record ModelArtifact(ModelManifest manifest, byte[] model) {
  public static final String MODEL = "model.onnx";
  public static final String MANIFEST = "manifest.json";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Reads a directory and compares the file with its manifest.
   *
   * @throws Failure.Retry MODEL, saying what is wrong and what to do
   */
  public static ModelArtifact read(Path dir) {
    return read(dir, Integer.MAX_VALUE - 8);
  }

  /**
   * The same, but a larger file is not valid.
   *
   * @param most bytes
   */
  public static ModelArtifact read(Path dir, long most) {
    try {
      byte[] model = readBounded(dir, MODEL, most);
      ModelManifest manifest =
          JSON.readValue(readBounded(dir, MANIFEST, most), ModelManifest.class);
      return new ModelArtifact(manifest, model).requireMatchingHash(dir);
    } catch (JacksonException e) {
      throw invalidArtifact(
          dir, MANIFEST + " is not a valid manifest (" + rootMessage(e) + "); import it again", e);
    } catch (IOException e) {
      throw invalidArtifact(
          dir, e.getMessage() + "; `model import` or `train` writes an artifact", e);
    }
  }

  /** What tells whether a file was written or replaced without reading it. */
  public static List<Object> fileStamps(Path dir) {
    List<Object> stamps = new ArrayList<>();
    for (String name : List.of(MODEL, MANIFEST)) {
      try {
        var file = Files.readAttributes(dir.resolve(name), BasicFileAttributes.class);
        stamps.add(List.of(file.lastModifiedTime(), file.size(), String.valueOf(file.fileKey())));
      } catch (IOException e) {
        return List.of(e); // equal to no other
      }
    }
    return stamps;
  }

  /** Writes both files, the model first, each replaced in one step. */
  public void write(Path dir) throws IOException {
    PrivateFiles.createFolders(dir);
    replaceFile(dir.resolve(MODEL), model);
    replaceFile(dir.resolve(MANIFEST), JSON.writeValueAsBytes(manifest));
  }

  /** Hash over both files: what has to be checked anew when either changes. */
  public String contentHash() {
    return Sha256Hex.of((manifest + Sha256Hex.of(model)).getBytes(StandardCharsets.UTF_8));
  }

  private ModelArtifact requireMatchingHash(Path dir) {
    if (!Sha256Hex.of(model).equals(manifest.sha256())) {
      throw invalidArtifact(
          dir,
          MODEL
              + " has another SHA-256 than the manifest says: damaged or half replaced;"
              + " put back the file that belongs to the manifest or import it again",
          null);
    }
    return this;
  }

  private static byte[] readBounded(Path dir, String name, long most) throws IOException {
    Path file = dir.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new IOException(name + " is missing");
    }
    if (!file.toRealPath().startsWith(dir.toRealPath())) {
      throw new IOException(name + " is a link out of its directory");
    }
    long size = Files.size(file);
    if (size == 0 || size > most) {
      throw new IOException(
          name + " has " + size + " bytes, 1 to " + most + " are accepted (model.max-mib)");
    }
    return Files.readAllBytes(file);
  }

  private static void replaceFile(Path file, byte[] bytes) throws IOException {
    Path fresh = file.resolveSibling("." + file.getFileName() + ".new");
    try (OutputStream out = PrivateFiles.newOutputStream(fresh)) {
      out.write(bytes);
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String rootMessage(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String text = cause instanceof JacksonException j ? j.getOriginalMessage() : cause.getMessage();
    return String.valueOf(text).lines().findFirst().orElse("");
  }

  private static Failure.Retry invalidArtifact(Path dir, String what, Throwable cause) {
    return new Failure.Retry(FailureReason.MODEL, "model " + dir + ": " + what, cause);
  }
}
