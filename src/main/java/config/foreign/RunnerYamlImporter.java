package config.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The YAML file of the Python SDK's {@code allora-worker run --config}. */
final class RunnerYamlImporter {
  private static final String SERVE_IT =
      "; serve it over HTTP (GET answers {\"value\": \"...\"}) and set topic.%d.model-url";

  private final ForeignSettings into;

  private RunnerYamlImporter(ForeignSettings into) {
    this.into = into;
  }

  static void read(String yaml, ForeignSettings into) {
    try {
      JsonNode root = new YAMLMapper().readTree(yaml);
      root.properties().forEach(new RunnerYamlImporter(into)::readSection);
    } catch (JsonProcessingException e) {
      throw ForeignSettings.unreadable("YAML", e);
    }
  }

  private void readSection(Map.Entry<String, JsonNode> field) {
    JsonNode value = field.getValue();
    switch (field.getKey()) {
      case "wallet" -> value.properties().forEach(this::readWallet);
      case "network" -> readNetwork(value);
      case "workers" -> readWorkers(value);
      default -> into.refuse(field.getKey(), "no key that is known here");
    }
  }

  private void readWallet(Map.Entry<String, JsonNode> field) {
    String key = "wallet." + field.getKey();
    String value = field.getValue().asText();
    switch (field.getKey()) {
      case "mnemonic", "private_key" -> into.takeKey(key, value);
      case "mnemonic_file" -> into.take(key, "wallet.mnemonic-file", value);
      case "fee_granter" -> into.take(key, "network.fee-granter", value);
      case "address" -> into.take(key, "wallet.address", value);
      case "prefix", "address_prefix" -> into.skip(key, "the prefix is allo");
      default -> into.refuse(key, "no key that is known here");
    }
  }

  private void readNetwork(JsonNode network) {
    if (network.isTextual()) {
      into.take("network", "network.preset", network.asText());
      return;
    }
    network
        .properties()
        .forEach(
            field -> {
              String key = "network." + field.getKey();
              String value = field.getValue().asText();
              switch (field.getKey()) {
                case "name", "preset" -> into.take(key, "network.preset", value);
                case "chain_id" -> into.take(key, "network.chain-id", value);
                case "faucet_url" -> into.take(key, "network.faucet", value);
                case "url", "rpc_endpoint", "websocket_url", "websocket_endpoint" ->
                    ForeignEndpoints.take(into, key, List.of(value));
                case "fee_denom" -> into.skip(key, "fees are paid in uallo");
                case "fee_minimum_gas_price" ->
                    into.skip(key, "the network is asked for its price");
                default -> into.refuse(key, "no key that is known here");
              }
            });
  }

  private void readWorkers(JsonNode workers) {
    for (int i = 0; i < workers.size(); i++) {
      String entry = "workers[" + i + "]";
      long topic = workers.get(i).path("topic_id").asLong();
      if (into.namesTopic(entry, topic)) {
        workers.get(i).properties().forEach(field -> readWorker(entry + ".", topic, field));
      }
    }
  }

  private void readWorker(String prefix, long topic, Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    JsonNode value = field.getValue();
    switch (field.getKey()) {
      case "role" -> readRole(key, topic, value.asText());
      case "topic_id" -> into.takeTopic(key, topic);
      case "fee_tier" ->
          into.take(key, "network.fee-tier", value.asText().toLowerCase(Locale.ROOT));
      case "polling_interval" -> into.skip(key, "when to look follows from the chain");
      case "max_unfulfilled_nonces" -> into.skip(key, "every open window is known");
      case "inference_source" ->
          value.properties().forEach(it -> readSource(key + ".", topic, value, it));
      default -> into.refuse(key, "no key that is known here");
    }
  }

  private void readRole(String key, long topic, String role) {
    if (role.matches("inferer|worker|inference")) {
      into.skip(key, "inferences are what is submitted");
    } else if (role.equals("reputer")) {
      into.take(key, "topic." + topic + ".role", role);
    } else {
      into.refuse(key, "the role " + role);
    }
  }

  private void readSource(
      String prefix, long topic, JsonNode source, Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    String value = field.getValue().asText();
    switch (field.getKey()) {
      case "type" -> {
        if (value.equals("api")) {
          into.skip(key, "a model server is asked over HTTP");
        } else {
          into.refuse(key, "Python code is not run in this process" + SERVE_IT.formatted(topic));
        }
      }
      case "ref" -> into.refuse(key, value + SERVE_IT.formatted(topic));
      case "url" ->
          into.take(
              key, "topic." + topic + ".model-url", value.replace("{nonce}", "{BlockHeight}"));
      case "method" -> skipIf(value.equalsIgnoreCase("GET"), key, "servers are asked with GET");
      case "response_field" ->
          skipIf(value.equals("value"), key, "the answer is a number or {\"value\": \"...\"}");
      case "timeout_seconds" -> into.skip(key, "a server gets 8 s, and another try");
      case "headers" -> skipIf(source.path("headers").isEmpty(), key, "no headers are sent");
      case "payload_template" -> into.refuse(key, "servers are asked with GET");
      default -> into.refuse(key, "no key that is known here");
    }
  }

  private void skipIf(boolean same, String key, String rule) {
    if (same) {
      into.skip(key, rule);
    } else {
      into.refuse(key, rule);
    }
  }
}
