package lab.importer;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/**
 * Reads a model file as its maker saved it. The ending decides how it is read, for nothing may be
 * guessed from the bytes of an unknown file.
 */
final class ModelFileReader {
  private static final long LIMIT = 64L << 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private ModelFileReader() {}

  /** The model; a {@code features.json} beside it is taken for the names where none are given. */
  static ImportedModel read(Path file, List<String> names) throws IOException {
    if (!Files.isRegularFile(file) || Files.size(file) > LIMIT) {
      throw new IllegalArgumentException("there is no such file of at most " + LIMIT + " bytes");
    }
    return parse(file, Files.readAllBytes(file), names.isEmpty() ? namesBeside(file) : names);
  }

  private static ImportedModel parse(Path file, byte[] bytes, List<String> names) {
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

  private static List<String> namesBeside(Path file) throws IOException {
    Path beside = file.resolveSibling("features.json");
    if (!Files.exists(beside)) {
      return List.of();
    }
    try {
      JsonNode json = JSON.readTree(beside.toFile());
      List<String> names = new ArrayList<>();
      for (JsonNode part : json.isArray() ? json : findList(json)) {
        names.add(part.asText());
      }
      return names;
    } catch (JacksonException e) {
      throw new IllegalArgumentException(beside + " is no JSON list of names", e);
    }
  }

  /** A list of names, or an object with such a list in it. */
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
}
