package features;

import base.ErrorText;
import base.ExitStatus;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A file of features as people keep it beside a model: one name or definition {@code NAME =
 * EXPRESSION} a line, a JSON list of them, or a JSON object with that list under {@code features}.
 */
public final class FeatureNamesFile {
  private FeatureNamesFile() {}

  /**
   * @throws Failure.Stop with exit code 65 if the file names other features, or in another order
   */
  public static void requireMatch(Path file, List<String> model) {
    List<String> wanted = readNames(file).stream().map(FeatureNamesFile::canonical).toList();
    if (!wanted.equals(model)) {
      throw unusableFile(file + " names " + wanted + ", but the model takes " + model);
    }
  }

  private static String canonical(String line) {
    return Feature.isDefinition(line) ? Feature.define(line).name() : line;
  }

  /**
   * Names and definitions in the file's order.
   *
   * @throws Failure.Stop with exit code 65 if the file cannot be read
   */
  public static List<String> readNames(Path file) {
    try {
      String text = Files.readString(file).trim();
      return text.startsWith("[") || text.startsWith("{")
          ? namesFromJson(new ObjectMapper().readTree(text))
          : text.lines()
              .map(String::trim)
              .filter(it -> !it.isEmpty() && !it.startsWith("#"))
              .toList();
    } catch (IOException e) {
      throw unusableFile("the feature file " + file + " cannot be read: " + ErrorText.describe(e));
    }
  }

  private static List<String> namesFromJson(JsonNode root) {
    JsonNode list = root.isArray() ? root : root.path("features");
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static Failure.Stop unusableFile(String sentence) {
    return new Failure.Stop(FailureReason.FEATURES, ExitStatus.UNUSABLE_DATA, sentence);
  }
}
