package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.GrpcStatusException;
import devnet.server.PathRouter;
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
        router.get(prefix + parts[0], call -> answer(parts[0], parts[1], call));
      }
    }
  }

  private Map<String, Object> answer(String path, String answer, DevnetRequest call) {
    if (path.contains("{topic_id}")) {
      chain.readState(it -> it.requiredTopic(call.requireNumber("topic_id")));
    }
    String text = answer;
    for (Map.Entry<String, String> part : call.query().entrySet()) {
      text = text.replace("{" + part.getKey() + "}", part.getValue());
    }
    if (!text.startsWith("{")) {
      throw new GrpcStatusException(text.charAt(0) - '0', text.substring(2));
    }
    return DevnetJson.fromTemplate(text);
  }
}
