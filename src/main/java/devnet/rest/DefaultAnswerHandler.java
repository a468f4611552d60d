package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.GrpcStatusException;
import devnet.server.PathRouter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Fixed answers about what does not happen here, as the chain gives them before it happens. */
final class DefaultAnswerHandler {
  private final SimulatedChain chain;
  private final DevnetEmissionsVersion version;

  DefaultAnswerHandler(SimulatedChain chain, DevnetEmissionsVersion version) {
    this.chain = chain;
    this.version = version;
  }

  void registerRoutes(PathRouter router) {
    String prefix = "/emissions/" + version.pathLabel();
    List<String> generations = List.of();
    for (String line : DevnetRequest.tableLines("default-answers.txt")) {
      if (!line.startsWith("/")) {
        generations = List.of(line.split(" "));
      } else if (generations.contains(version.pathLabel())) {
        String[] parts = line.split(" ", 2);
        String path = parts[0].matches("/(cosmos|feemarket)/.*") ? parts[0] : prefix + parts[0];
        router.get(path, call -> answer(parts[0], parts[1], call));
      }
    }
  }

  private Map<String, Object> answer(String path, String answer, DevnetRequest call) {
    if (path.contains("{topic_id}")) {
      chain.readState(it -> it.requiredTopic(call.requireNumber("topic_id")));
    }
    BigDecimal price = chain.readState(it -> it.gasPrice);
    String text = answer.replace("{gas_price}", DevnetJson.legacyDecimal(price));
    for (Map.Entry<String, String> part : call.query().entrySet()) {
      text = text.replace("{" + part.getKey() + "}", part.getValue());
    }
    if (!text.startsWith("{")) {
      String[] error = text.split(" ", 2);
      throw new GrpcStatusException(Integer.parseInt(error[0]), error[1]);
    }
    return DevnetJson.fromTemplate(text);
  }
}
