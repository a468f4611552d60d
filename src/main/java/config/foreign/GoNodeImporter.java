package config.foreign;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The {@code config.json} of the Allora offchain node, the official worker. */
final class GoNodeImporter {
  private static final String NO_KEYRING = "there is no keyring";
  private static final String UNTIL_CLOSE = "a step is repeated until the window closes";
  private static final String MEASURED = "the time of a block is measured";
  private static final Map<String, String> WALLET_NOT_NEEDED =
      Map.ofEntries(
          Map.entry("addressKeyName", "the key needs no name"),
          Map.entry("alloraHomeDir", NO_KEYRING),
          Map.entry("keyringBackend", NO_KEYRING),
          Map.entry("keyringPassphrase", NO_KEYRING),
          Map.entry("gas", "gas is simulated for each transaction"),
          Map.entry("gasAdjustment", "gas is simulated for each transaction"),
          Map.entry("gasPrices", "the network is asked for its price; network.fee-tier scales it"),
          Map.entry("gasPriceUpdateInterval", "the network is asked for its price"),
          Map.entry("maxRetries", UNTIL_CLOSE),
          Map.entry("delay", UNTIL_CLOSE),
          Map.entry("retryDelay", UNTIL_CLOSE),
          Map.entry("accountSequenceRetryDelay", "sequence numbers are read anew when refused"),
          Map.entry("launchRoutineAfterSeconds", "the chain opens the windows"),
          Map.entry("blockDurationEstimated", MEASURED),
          Map.entry("windowCorrectionFactor", MEASURED),
          Map.entry("timeoutRPCSecondsQuery", "time-outs follow what the node usually takes"),
          Map.entry("timeoutRPCSecondsTx", "time-outs follow what the node usually takes"),
          Map.entry("timeoutRPCSecondsRegistration", "registration is a command of its own"),
          Map.entry("timeoutHTTPConnection", "time-outs follow what the node usually takes"));

  private final ForeignSettings into;

  private GoNodeImporter(ForeignSettings into) {
    this.into = into;
  }

  static void read(String json, ForeignSettings into) {
    try {
      JsonNode root = new ObjectMapper().readTree(json);
      new GoNodeImporter(into).readRoot(root);
    } catch (JsonProcessingException e) {
      throw ForeignSettings.unreadable("JSON", e);
    }
  }

  private void readRoot(JsonNode root) {
    root.properties()
        .forEach(
            field -> {
              switch (field.getKey()) {
                case "wallet" -> field.getValue().properties().forEach(this::readWallet);
                case "worker" -> readWorkers(field.getValue());
                case "reputer" ->
                    new GoReputerImporter(into).read(field.getValue(), root.path("worker"));
                default -> into.refuse(field.getKey(), "no key that is known here");
              }
            });
  }

  private void readWallet(Map.Entry<String, JsonNode> field) {
    String key = "wallet." + field.getKey();
    JsonNode value = field.getValue();
    switch (field.getKey()) {
      case "addressRestoreMnemonic" -> readMnemonic(key, value.asText());
      case "feeGranterAddress" -> takeUnlessEmpty(key, "network.fee-granter", value);
      case "maxFees" -> takeUnlessEmpty(key, "network.max-fee", value);
      case "nodeRpc", "nodeRPCs" -> ForeignEndpoints.take(into, key, texts(value));
      case "nodeGRPCs" ->
          into.refuse(key, "gRPC is not spoken, the REST nodes of the network are asked");
      case "submitTx" -> readSubmit(key, value.asBoolean(true));
      default -> {
        if (WALLET_NOT_NEEDED.containsKey(field.getKey())) {
          into.skip(key, WALLET_NOT_NEEDED.get(field.getKey()));
        } else {
          into.refuse(key, "no key that is known here");
        }
      }
    }
  }

  private void readMnemonic(String key, String words) {
    if (words.isBlank()) {
      into.refuse(
          key,
          "the words are in that worker's keyring: write them to a private file and give"
              + " wallet.mnemonic-file");
    } else {
      into.takeKey(key, words);
    }
  }

  private void readSubmit(String key, boolean submit) {
    if (submit) {
      into.skip(key, "submitting is what `dromedary run` does");
    } else {
      into.take(key, "instance.dry-run", "true");
    }
  }

  private void takeUnlessEmpty(String key, String setting, JsonNode value) {
    takeUnlessEmpty(key, setting, value.asText().equals("0") ? "" : value.asText());
  }

  private void takeUnlessEmpty(String key, String setting, String value) {
    if (value.isBlank()) {
      into.skip(key, "it is empty");
    } else {
      into.take(key, setting, value);
    }
  }

  private void readWorkers(JsonNode workers) {
    for (int i = 0; i < workers.size(); i++) {
      JsonNode worker = workers.get(i);
      String entry = "worker[" + i + "]";
      long topic = worker.path("topicId").asLong();
      if (into.namesTopic(entry, topic)) {
        worker.properties().forEach(field -> readWorker(entry + ".", topic, worker, field));
      }
    }
  }

  private void readWorker(
      String prefix, long topic, JsonNode worker, Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    JsonNode value = field.getValue();
    switch (field.getKey()) {
      case "topicId" -> into.takeTopic(key, topic);
      case "inferenceEntrypointName" -> into.skip(key, "a model server is asked over HTTP");
      case "loopSeconds" -> into.skip(key, "the chain opens the windows");
      case "allowsNegativeValue" -> into.skip(key, "the guard's bounds say what may be submitted");
      case "parameters" ->
          value.properties().forEach(it -> readParameter(key + ".", topic, value, it));
      case "forecastEntrypointName" -> into.skip(key, "a forecast server is asked over HTTP");
      default -> into.refuse(key, "no key that is known here");
    }
  }

  private void readParameter(
      String prefix, long topic, JsonNode parameters, Map.Entry<String, JsonNode> field) {
    String key = prefix + field.getKey();
    String address = fillIn(field.getValue().asText(), parameters);
    boolean both = !parameters.path("InferenceEndpoint").asText().isBlank();
    boolean labelled = !parameters.path("LabeledInferenceEndpoint").asText().isBlank();
    switch (field.getKey()) {
      case "InferenceEndpoint" -> takeUnlessEmpty(key, "topic." + topic + ".model-url", address);
      case "LabeledInferenceEndpoint" -> {
        if (both) {
          into.refuse(
              key, "where the topic takes labels, put it into topic." + topic + ".model-url");
        } else {
          into.take(key, "topic." + topic + ".model-url", address);
        }
      }
      case "ForecastEndpoint" -> {
        takeUnlessEmpty(key, "topic." + topic + ".forecast-url", address);
        if (!address.isBlank()) {
          into.take(key, "topic." + topic + ".forecast", "url");
        }
        if (!address.isBlank() && !both && !labelled) {
          into.take(key, "topic." + topic + ".inference", "none");
        }
      }
      default -> into.skip(key, "it is filled in where the address has its name in braces");
    }
  }

  /** Every parameter stands in an address under its name in braces. */
  static String fillIn(String address, JsonNode parameters) {
    String filled = address;
    for (Map.Entry<String, JsonNode> it : parameters.properties()) {
      String value = it.getValue().asText();
      filled = value.isEmpty() ? filled : filled.replace("{" + it.getKey() + "}", value);
    }
    return filled;
  }

  /** Of a list, or of one text where older versions have that. */
  private static List<String> texts(JsonNode value) {
    List<String> texts = new ArrayList<>();
    value.forEach(it -> texts.add(it.asText()));
    return (value.isArray() ? texts : List.of(value.asText()))
        .stream().filter(it -> !it.isBlank()).toList();
  }
}
