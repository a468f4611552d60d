package config.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.stream.Collectors;

/** The section {@code reputer} of the Allora offchain node's configuration. */
final class GoReputerImporter {
  private final ForeignSettings into;

  GoReputerImporter(ForeignSettings into) {
    this.into = into;
  }

  /**
   * @param workers the section {@code worker}: a topic may be in both
   */
  void read(JsonNode reputers, JsonNode workers) {
    for (int i = 0; i < reputers.size(); i++) {
      JsonNode reputer = reputers.get(i);
      String entry = "reputer[" + i + "]";
      long topic = reputer.path("topicId").asLong();
      if (!into.namesTopic(entry, topic)) {
        continue;
      }
      boolean both = false;
      for (JsonNode worker : workers) {
        both |= worker.path("topicId").asLong() == topic;
      }
      into.take(entry, "topic." + topic + ".role", both ? "worker,reputer" : "reputer");
      reputer.properties().forEach(it -> readKey(entry + ".", topic, it));
    }
  }

  private void readKey(String prefix, long topic, Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    switch (field.getKey()) {
      case "topicId" -> into.takeTopic(key, topic);
      case "groundTruthEntrypointName" -> into.skip(key, "a truth server is asked over HTTP");
      case "lossFunctionEntrypointName" -> into.skip(key, "a loss service is asked over HTTP");
      case "minStake" -> into.skip(key, "`dromedary stake add` adds stake, `doctor` looks at it");
      case "loopSeconds" -> into.skip(key, "the chain opens the windows");
      case "groundTruthParameters" ->
          field.getValue().properties().forEach(it -> readTruth(key + ".", topic, field, it));
      case "lossFunctionParameters" ->
          field.getValue().properties().forEach(it -> readLoss(key + ".", topic, field, it));
      default -> into.refuse(key, "no key that is known here");
    }
  }

  private void readTruth(
      String prefix,
      long topic,
      Map.Entry<String, JsonNode> parameters,
      Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    switch (field.getKey()) {
      case "GroundTruthEndpoint", "LabeledGroundTruthEndpoint" ->
          takeOneOf(
              key,
              "topic." + topic + ".ground-truth-url",
              parameters.getValue().path("GroundTruthEndpoint").asText(),
              GoNodeImporter.fillIn(field.getValue().asText(), parameters.getValue()));
      default -> into.skip(key, "it is filled in where the address has its name in braces");
    }
  }

  private void readLoss(
      String prefix,
      long topic,
      Map.Entry<String, JsonNode> parameters,
      Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    String setting = "topic." + topic + ".loss-";
    switch (field.getKey()) {
      case "LossFunctionService", "LabeledLossFunctionService" ->
          takeOneOf(
              key,
              setting + "url",
              parameters.getValue().path("LossFunctionService").asText(),
              field.getValue().asText());
      case "LossMethodOptions" -> {
        String options =
            field.getValue().properties().stream()
                .map(it -> it.getKey() + "=" + it.getValue().asText())
                .collect(Collectors.joining(","));
        into.take(key, setting + "options", options);
      }
      case "IsNeverNegative" ->
          into.take(key, setting + "never-negative", field.getValue().asText());
      default -> into.refuse(key, "no key that is known here");
    }
  }

  /** Of a service for one number and one for labels, a topic needs only one. */
  private void takeOneOf(String key, String setting, String plain, String value) {
    boolean labelled = key.substring(key.lastIndexOf('.') + 1).startsWith("Labeled");
    if (value.isBlank()) {
      into.skip(key, "it is empty");
    } else if (labelled && !plain.isBlank()) {
      into.refuse(key, "where the topic takes labels, put it into " + setting);
    } else {
      into.take(key, setting, value);
    }
  }
}
