package devnet.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Any;
import devnet.block.ChainBlock.DeliveredTx;
import devnet.block.SimulatedChain;
import devnet.block.TxIndex.EventQuery;
import devnet.proto.Tx;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse.GrpcStatusException;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The transaction service: simulation, broadcast, lookup and search. */
final class TxServiceHandler {
  private static final List<String> SYNC = List.of("BROADCAST_MODE_SYNC", "2");
  private static final List<String> ASYNC = List.of("BROADCAST_MODE_ASYNC", "3");

  private final SimulatedChain chain;

  TxServiceHandler(SimulatedChain chain) {
    this.chain = chain;
  }

  void registerRoutes(PathRouter router) {
    router
        .post("/cosmos/tx/v1beta1/simulate", this::simulate)
        .post("/cosmos/tx/v1beta1/txs", this::broadcast)
        .get("/cosmos/tx/v1beta1/txs", this::searchTxs)
        .get("/cosmos/tx/v1beta1/txs/{hash}", this::findTx);
  }

  private Map<String, Object> simulate(DevnetRequest call) {
    JsonNode body = parseBody(call);
    JsonNode tx = body.path("tx");
    SimulatedChain.SimulationResult outcome =
        chain.simulate(
            tx.isObject()
                ? ProtobufJson.toMessage(Tx.getDescriptor(), tx).toByteArray()
                : txBytes(body, "empty txBytes is not allowed"));
    if (!outcome.error().isEmpty()) {
      throw new GrpcStatusException(2, outcome.error());
    }
    Any response = TxJson.messageResponse(outcome.typeUrl());
    String data = Base64.getEncoder().encodeToString(TxJson.messageBytes(response));
    return CosmosJson.object(
            "gas_info",
            CosmosJson.object("gas_wanted", Long.toUnsignedString(-1))
                .int64("gas_used", outcome.gasUsed()))
        .with(
            "result",
            CosmosJson.object("data", data)
                .with("log", "")
                .with("events", TxJson.events(outcome.events()))
                .with("msg_responses", List.of(ProtobufJson.ofAny(response))));
  }

  private Map<String, Object> broadcast(DevnetRequest call) {
    JsonNode body = parseBody(call);
    String mode = body.path("mode").asText();
    byte[] bytes = txBytes(body, "invalid empty tx");
    boolean async = ASYNC.contains(mode);
    if (!async && !SYNC.contains(mode)) {
      throw new GrpcStatusException(
          2, "unsupported return type unspecified; supported types: sync, async");
    }
    SimulatedChain.CheckTxResult checked = chain.broadcast(bytes);
    return CosmosJson.object(
        "tx_response",
        async
            ? TxJson.checkTxResponse(new SimulatedChain.CheckTxResult(checked.hash(), "", 0, ""))
            : TxJson.checkTxResponse(checked));
  }

  private Map<String, Object> findTx(DevnetRequest call) {
    String hash = call.textOrEmpty("hash");
    try {
      DevnetRequest.decodeHex(hash);
    } catch (IllegalArgumentException malformed) {
      throw new GrpcStatusException(2, malformed.getMessage());
    }
    return chain
        .txIndex()
        .find(hash.toUpperCase(java.util.Locale.ROOT))
        .map(
            it ->
                CosmosJson.object("tx", TxJson.tx(it.tx()))
                    .with("tx_response", TxJson.includedTxResponse(it)))
        .orElseThrow(() -> GrpcStatusException.notFound("tx not found: " + hash));
  }

  private Map<String, Object> searchTxs(DevnetRequest call) {
    EventQuery query = parseQuery(call.findParameter("query").orElse(call.textOrEmpty("events")));
    boolean newestFirst = List.of("ORDER_BY_DESC", "2").contains(call.textOrEmpty("order_by"));
    List<DeliveredTx> found = chain.txIndex().search(query, newestFirst);
    long limit = numberOr(call, "limit", 100);
    long page = numberOr(call, "page", 1);
    List<DeliveredTx> shown = found.stream().skip((page - 1) * limit).limit(limit).toList();
    return CosmosJson.object("txs", shown.stream().map(it -> TxJson.tx(it.tx())).toList())
        .with("tx_responses", shown.stream().map(TxJson::includedTxResponse).toList())
        .with("pagination", null)
        .int64("total", found.size());
  }

  /** A number of the request; absent and zero, gRPC's value of an unset field, give the default. */
  private static long numberOr(DevnetRequest call, String name, long otherwise) {
    long number = call.findParameter(name).isPresent() ? call.requireNumber(name) : 0;
    return number == 0 ? otherwise : number;
  }

  private static EventQuery parseQuery(String text) {
    try {
      return EventQuery.parse(text);
    } catch (IllegalArgumentException e) {
      throw new GrpcStatusException(
          13,
          text.isEmpty()
              ? "query cannot be empty"
              : "failed to search for txs: offset " + text.length() + ": EOF");
    }
  }

  private static JsonNode parseBody(DevnetRequest call) {
    try {
      return CosmosJson.parse(call.body());
    } catch (IOException e) {
      throw GrpcStatusException.invalidArgument(DevnetRequest.jsonError(call.body()));
    }
  }

  /** The gateway accepts a field's name in the definition and in lower camel case. */
  private static byte[] txBytes(JsonNode body, String emptyError) {
    String text =
        Stream.of("tx_bytes", "txBytes", "tx")
            .map(it -> body.path(it).asText())
            .filter(it -> !it.isEmpty())
            .findFirst()
            .orElse("");
    try {
      byte[] bytes = DevnetRequest.decodeBase64(text);
      if (bytes.length > 0) {
        return bytes;
      }
    } catch (IllegalArgumentException malformed) {
      throw GrpcStatusException.invalidArgument(malformed.getMessage());
    }
    throw GrpcStatusException.invalidArgument(emptyError);
  }
}
