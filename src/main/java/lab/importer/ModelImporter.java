package lab.importer;

import base.Sha256Hex;
import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.FailureReason;
import inference.artifact.ModelArtifact;
import inference.artifact.ModelManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Makes an artifact of a model file as its maker saved it. The ending decides how it is read, for
 * nothing may be guessed from the bytes of an unknown file.
 */
public final class ModelImporter {
  private static final int UNUSABLE = 65;
  private static final long LIMIT = 64L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelImporter() {}

  /**
   * Reads {@code file} and writes the artifact into {@code dir}; a {@code features.json} beside it
   * is taken for the names.
   *
   * @throws Failure.Stop exit code 65, saying what is wrong and how to export the model
   */
  public static ModelManifest importFile(Path file, ImportOptions options, Path dir)
      throws IOException {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > LIMIT) {
        throw new IllegalArgumentException("there is no such file of at most " + LIMIT + " bytes");
      }
      ImportedModel model = readModel(file, Files.readAllBytes(file), featureNames(file, options));
      ModelManifest manifest =
          createManifest(model, options, "dromedary, import of " + file.getFileName());
      new ModelArtifact(manifest, model.onnx()).write(dir);
      return manifest;
    } catch (IllegalArgumentException e) {
      throw new Failure.Stop(
          FailureReason.MODEL, UNUSABLE, "model file " + file + ": " + e.getMessage(), e);
    }
  }

  private static ImportedModel readModel(Path file, byte[] bytes, List<String> names) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    String kind = name.substring(name.lastIndexOf('.') + 1);
    return switch (kind) {
      case "onnx" -> OnnxImporter.importModel(bytes, names);
      case "json" -> XgboostImporter.importModel(parseJson(bytes), names);
      case "ubj" -> XgboostImporter.importModel(UbjsonReader.read(bytes), names);
      case "pkl", "pickle" -> XgboostImporter.importModel(PickledXgboostReader.read(bytes), names);
      default ->
          throw new IllegalArgumentException(
              "its kind is not known; " + ExportInstructions.forKind(kind));
    };
  }

  private static JsonNode parseJson(byte[] bytes) {
    try {
      return JSON.readTree(bytes);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "it is no JSON; " + ExportInstructions.forKind("xgboost"), e);
    }
  }

  private static List<String> featureNames(Path file, ImportOptions options) throws IOException {
    Path beside = file.resolveSibling("features.json");
    if (!options.features().isEmpty() || !Files.exists(beside)) {
      return options.features();
    }
    try {
      return featureNames(JSON.readTree(beside.toFile()));
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside + " is no JSON list of names", e);
    }
  }

  /** A list of names, or an object with such a list in it. */
  private static List<String> featureNames(JsonNode json) {
    List<String> names = new ArrayList<>();
    for (JsonNode part : json.isArray() ? json : findList(json)) {
      names.add(part.asText());
    }
    return names;
  }

  private static JsonNode findList(JsonNode json) {
    for (String key : List.of("features", "feature_names")) {
      if (json.path(key).isArray()) {
        return json.path(key);
      }
    }
    return StreamSupport.stream(json.spliterator(), false)
        .filter(JsonNode::isArray)
        .findFirst()
        .orElseGet(JSON::createArrayNode);
  }

  private static ModelManifest createManifest(
      ImportedModel model, ImportOptions options, String madeBy) {
    return new ModelManifest(
        ModelManifest.FORMAT,
        options.name(),
        model.features(),
        model.features().size(),
        Sha256Hex.ofLines(model.features()),
        model.dtype(),
        options.target(),
        options.pair(),
        options.horizonHours(),
        Sha256Hex.of(model.onnx()),
        model.samples(),
        madeBy,
        null);
  }
}
