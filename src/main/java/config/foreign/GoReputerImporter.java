package config.foreign;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;

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
      String prefix = "reputer[" + i + "].";
      long topic = reputer.path("topicId").asLong();
      boolean both = false;
      for (JsonNode worker : workers) {
        both |= worker.path("topicId").asLong() == topic;
      }
      into.take(prefix, "topic." + topic + ".role", both ? "worker,reputer" : "reputer");
      reputer.properties().forEach(it -> readKey(prefix, topic, it));
    }
  }

  private void readKey(String prefix, long topic, Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    switch (field.getKey()) {
      case "topicId" -> into.takeTopic(key, topic);
      case "groundTruthEntrypointName" -> into.skip(key, "a truth server is asked over HTTP");
      case "lossFunctionEntrypointName" -> into.skip(key, "losses are computed here");
      case "minStake" -> into.skip(key, "`dromedary stake add` adds stake, `doctor` looks at it");
      case "loopSeconds" -> into.skip(key, "the chain opens the windows");
      case "groundTruthParameters" ->
          field.getValue().properties().forEach(it -> readTruth(key + ".", topic, field, it));
      case "lossFunctionParameters" ->
          field
              .getValue()
              .properties()
              .forEach(
                  it ->
                      into.skip(
                          key + "." + it.getKey(),
                          "losses are computed here, by the topic's own method"));
      default -> into.refuse(key, "no key that is known here");
    }
  }

  private void readTruth(
      String prefix,
      long topic,
      Map.Entry<String, JsonNode> parameters,
      Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    String token = parameters.getValue().path("Token").asText("");
    switch (field.getKey()) {
      case "GroundTruthEndpoint" ->
          into.take(
              key,
              "topic." + topic + ".ground-truth-url",
              field.getValue().asText().replace("{Token}", token.isEmpty() ? "{Token}" : token));
      case "Token" -> into.skip(key, "it is filled in where the address says {Token}");
      default -> into.refuse(key, "only GroundTruthEndpoint and Token are known here");
    }
  }
}
