package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.SubmissionRecorder;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The REST gateway. Routes of other emissions versions than the current one reply 501, as on a real
 * gateway.
 */
public final class RestApi {
  private final SimulatedChain chain;
  private final Map<DevnetEmissionsVersion, List<PathRouter>> routers =
      new EnumMap<>(DevnetEmissionsVersion.class);

  public RestApi(SimulatedChain chain, SubmissionRecorder recorder) {
    this.chain = chain;
    PathRouter common = new PathRouter(chain, "");
    new NodeQueryHandler(chain).registerRoutes(common);
    new AccountQueryHandler(chain).registerRoutes(common);
    new TxServiceHandler(chain).registerRoutes(common);
    common.get("/judge", call -> recorder.toJson());
    for (DevnetEmissionsVersion version : DevnetEmissionsVersion.values()) {
      PathRouter router = new PathRouter(chain, "/emissions/" + version.pathLabel());
      new TopicQueryHandler(chain, version).registerRoutes(router);
      new InferenceQueryHandler(chain, version).registerRoutes(router);
      PathRouter others = new PathRouter(chain, "");
      registerFixedReplies(router, others, version);
      new ReputerQueryHandler(version, () -> chain.latestBlock().height()).registerRoutes(router);
      new StakeQueryHandler(version).registerRoutes(router);
      routers.put(version, List.of(common, others, router));
    }
  }

  /** Fixed replies for state that is not simulated, as a new chain gives them. */
  private void registerFixedReplies(
      PathRouter emissions, PathRouter others, DevnetEmissionsVersion version) {
    List<String> generations = List.of();
    for (String line : DevnetRequest.tableLines("default-answers.txt")) {
      if (!line.startsWith("/")) {
        generations = List.of(line.split(" "));
      } else if (generations.contains(version.pathLabel())) {
        String[] parts = line.split(" ", 2);
        boolean ofOtherModule = parts[0].matches("/(cosmos|feemarket)/.*");
        (ofOtherModule ? others : emissions)
            .get(parts[0], call -> fixedReply(parts[0], parts[1], call));
      }
    }
  }

  private Map<String, Object> fixedReply(String path, String answer, DevnetRequest call) {
    if (path.contains("{topic_id}")) {
      chain.readState(it -> it.requiredTopic(call.requireNumber("topic_id")));
    }
    String text =
        chain.readState(
            it ->
                answer
                    .replace("{gas_price}", CosmosJson.legacyDecimal(it.gasPrice))
                    .replace("{registration_fee}", it.registrationFee.toString())
                    .replace("{active_set_limit}", Integer.toString(it.activeSetLimit)));
    for (Map.Entry<String, String> part : call.query().entrySet()) {
      text = text.replace("{" + part.getKey() + "}", part.getValue());
    }
    if (!text.startsWith("{")) {
      String[] error = text.split(" ", 2);
      throw new GrpcStatusException(Integer.parseInt(error[0]), error[1]);
    }
    return CosmosJson.fromTemplate(text);
  }

  public DevnetResponse handle(DevnetRequest call) {
    try {
      requireCurrentHeight(call);
      String height = Long.toString(chain.latestBlock().height());
      return findRoute(call)
          .orElseThrow(GrpcStatusException::notImplemented)
          .withHeader("Grpc-Metadata-X-Cosmos-Block-Height", height);
    } catch (GrpcStatusException error) {
      return error.toResponse();
    }
  }

  /**
   * Past states are not kept, so a query of one gets the error of a node that prunes everything.
   */
  private void requireCurrentHeight(DevnetRequest call) {
    String asked = call.headers().getOrDefault("x-cosmos-block-height", "0");
    if (!asked.matches("\\d{1,18}")) {
      throw GrpcStatusException.invalidArgument("invalid height header: " + asked);
    }
    long latest = chain.latestBlock().height();
    long height = Long.parseLong(asked);
    if (height > latest) {
      throw new GrpcStatusException(
          2, "codespace sdk code 26: invalid height: cannot query with height in the future");
    }
    if (height > 0 && height < latest) {
      throw new GrpcStatusException(
          2,
          "codespace sdk code 18: invalid request: failed to load state at height %d;"
              + " version does not exist (latest height: %d)",
          height,
          latest);
    }
  }

  private Optional<DevnetResponse> findRoute(DevnetRequest call) {
    for (PathRouter router : routers.get(chain.readState(it -> it.emissionsVersion))) {
      Optional<DevnetResponse> reply = router.route(call);
      if (reply.isPresent()) {
        return reply;
      }
    }
    return Optional.empty();
  }
}
