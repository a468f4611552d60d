package app;

import base.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.Failure;
import domain.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * A file of feature names as people keep it beside a model: one name a line, a JSON list, or a JSON
 * object with that list under {@code features}. The artifact's own list decides; this one checks.
 */
final class FeatureNames {
  private FeatureNames() {}

  /**
   * @throws Failure.Stop with exit code 65 if the file names other features, or in another order
   */
  static void demand(Path file, List<String> model) {
    List<String> wanted = read(file);
    if (!wanted.equals(model)) {
      throw bad(file + " names " + wanted + ", but the model takes " + model);
    }
  }

  static List<String> read(Path file) {
    try {
      String text = Files.readString(file).trim();
      return text.startsWith("[") || text.startsWith("{")
          ? json(new ObjectMapper().readTree(text))
          : text.lines().map(String::trim).filter(it -> !it.isEmpty()).toList();
    } catch (IOException e) {
      throw bad("the feature file " + file + " cannot be read: " + e.getMessage());
    }
  }

  private static List<String> json(JsonNode root) {
    JsonNode list = root.isArray() ? root : root.path("features");
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }

  private static Failure.Stop bad(String sentence) {
    return new Failure.Stop(Reason.FEATURES, ExitCode.UNUSABLE_DATA, sentence);
  }
}
