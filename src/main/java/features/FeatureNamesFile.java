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
 * A file of feature names as people keep it beside a model: one name a line, a JSON list, or a JSON
 * object with that list under {@code features}. The artifact's own list decides; this one checks.
 */
public final class FeatureNamesFile {
  private FeatureNamesFile() {}

  /**
   * @throws Failure.Stop with exit code 65 if the file names other features, or in another order
   */
  public static void requireMatch(Path file, List<String> model) {
    List<String> wanted = readNames(file);
    if (!wanted.equals(model)) {
      throw unusableFile(file + " names " + wanted + ", but the model takes " + model);
    }
  }

  static List<String> readNames(Path file) {
    try {
      String text = Files.readString(file).trim();
      return text.startsWith("[") || text.startsWith("{")
          ? namesFromJson(new ObjectMapper().readTree(text))
          : text.lines().map(String::trim).filter(it -> !it.isEmpty()).toList();
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
