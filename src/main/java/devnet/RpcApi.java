package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CometBFT's RPC, as a path with a query or as a JSON-RPC body; answers nothing of the modules. */
final class RpcApi {
  private final RpcMethods methods;

  RpcApi(Ledger ledger, GrpcApi grpc) {
    methods = new RpcMethods(ledger, grpc);
  }

  Reply answer(Call call) {
    if (call.method().equals("POST")) {
      return Reply.ok(post(call.body()));
    }
    var method = methods.find(call.path().replaceFirst("^/", "")).orElse(null);
    if (method == null) {
      return Reply.text(404, "text/plain; charset=utf-8", "404 page not found\n");
    }
    try {
      return Reply.ok(result(-1, method.apply(call.query())));
    } catch (JsonRpcException e) {
      return Reply.json(500, error(-1, e.code, e.getMessage()));
    }
  }

  /** One request, or several in a list. */
  private Object post(byte[] text) {
    try {
      JsonNode body = Json.parse(text);
      if (!body.isArray()) {
        return respond(body);
      }
      List<Object> answers = new ArrayList<>();
      body.forEach(it -> answers.add(respond(it)));
      return answers;
    } catch (IOException e) {
      return error(-1, -32700, e.getMessage());
    }
  }

  /** Answers one JSON-RPC request. */
  Map<String, Object> respond(JsonNode request) {
    Object id = Json.value(request.path("id"));
    var method = methods.find(request.path("method").asText()).orElse(null);
    if (method == null) {
      return error(id, -32601, "");
    }
    Map<String, String> params = new HashMap<>();
    request
        .path("params")
        .properties()
        .forEach(it -> params.put(it.getKey(), it.getValue().asText()));
    try {
      return result(id, method.apply(params));
    } catch (JsonRpcException e) {
      return error(id, e.code, e.getMessage());
    }
  }

  static Map<String, Object> result(Object id, Object result) {
    return Json.of("jsonrpc", "2.0", "id", id, "result", result);
  }

  static Map<String, Object> error(Object id, int code, String data) {
    String message =
        switch (code) {
          case -32601 -> "Method not found";
          case -32602 -> "Invalid params";
          case -32700 -> "Parse error. Invalid JSON";
          default -> "Internal error";
        };
    return Json.of(
        "jsonrpc",
        "2.0",
        "id",
        id,
        "error",
        Json.of("code", code, "message", message, "data", data));
  }
}
