package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.SubmissionRecorder;
import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.GrpcStatusException;
import devnet.server.PathRouter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway. Routes of another emissions generation than the one in force do not exist, which the
 * gateway says with 501.
 */
public final class RestApi {
  private final SimulatedChain chain;
  private final PathRouter common = new PathRouter();
  private final Map<DevnetEmissionsVersion, PathRouter> emissions =
      new EnumMap<>(DevnetEmissionsVersion.class);

  public RestApi(SimulatedChain chain, SubmissionRecorder recorder) {
    this.chain = chain;
    new NodeQueryHandler(chain).registerRoutes(common);
    new AccountQueryHandler(chain).registerRoutes(common);
    new TxServiceHandler(chain).registerRoutes(common);
    common.get("/judge", call -> recordJson(recorder));
    for (DevnetEmissionsVersion version : DevnetEmissionsVersion.values()) {
      PathRouter router = new PathRouter();
      new TopicQueryHandler(chain, version).registerRoutes(router);
      new InferenceQueryHandler(chain, version).registerRoutes(router);
      new DefaultAnswerHandler(chain, version).registerRoutes(router);
      emissions.put(version, router);
    }
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

  /** Past states are not kept: to a query of one this is a node that prunes everything. */
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
          String.format(
              Locale.ROOT,
              "codespace sdk code 18: invalid request: failed to load state at height %d;"
                  + " version does not exist (latest height: %d)",
              height,
              latest));
    }
  }

  private Optional<DevnetResponse> findRoute(DevnetRequest call) {
    PathRouter current = emissions.get(chain.readState(it -> it.emissionsVersion));
    for (PathRouter router : List.of(common, current)) {
      Optional<DevnetResponse> reply = router.route(call);
      if (reply.isPresent()) {
        return reply;
      }
    }
    return Optional.empty();
  }

  /** The true record of submissions for programs that are not Java. */
  private static DevnetJson recordJson(SubmissionRecorder recorder) {
    List<DevnetJson> topics =
        recorder.topicIds().stream()
            .map(
                it ->
                    DevnetJson.object("topic_id", it)
                        .with("accepted", recorder.acceptedCount(it))
                        .with("attempts", recorder.includedCount(it))
                        .with("duplicates", recorder.duplicateCount(it))
                        .with(
                            "nonces",
                            recorder.nonceRecords(it).stream().map(RestApi::nonce).toList()))
            .toList();
    return DevnetJson.object("topics", topics);
  }

  private static DevnetJson nonce(SubmissionRecorder.NonceRecord nonce) {
    return DevnetJson.object("nonce", nonce.nonce())
        .with("opened_at", nonce.openedAt().toString())
        .with("closed", nonce.closed())
        .with("kept", nonce.storedWorkers())
        .with("attempts", nonce.includedPayloads().stream().map(RestApi::attempt).toList());
  }

  private static DevnetJson attempt(SubmissionRecorder.IncludedPayload attempt) {
    return DevnetJson.object("worker", attempt.worker())
        .with("value", attempt.value())
        .with("hash", attempt.txHash())
        .with("height", attempt.blockHeight())
        .with("at", attempt.blockTime().toString())
        .with("codespace", attempt.codespace())
        .with("code", attempt.code())
        .with("log", attempt.log())
        .with("fee", attempt.fee().toString())
        .with("stored", attempt.stored());
  }
}
