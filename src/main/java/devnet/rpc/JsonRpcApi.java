package devnet.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.block.SimulatedChain;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** CometBFT's RPC, as a path with a query or as a JSON-RPC body; without routes of modules. */
public final class JsonRpcApi {
  static final class InvalidParamsException extends IllegalArgumentException {
    InvalidParamsException(String what) {
      super("error converting http params to arguments: " + what);
    }
  }

  private final JsonRpcMethods methods;

  public JsonRpcApi(SimulatedChain chain, GrpcApi grpc) {
    methods = new JsonRpcMethods(chain, grpc);
  }

  public DevnetResponse handle(DevnetRequest call) {
    if (call.method().equals("POST")) {
      return DevnetResponse.okJson(handlePost(call.body()));
    }
    var method = methods.findMethod(call.path().replaceFirst("^/", "")).orElse(null);
    if (method == null) {
      return DevnetResponse.text(404, "text/plain; charset=utf-8", "404 page not found\n");
    }
    try {
      return DevnetResponse.okJson(resultMessage(-1, method.apply(call.query())));
    } catch (IllegalArgumentException e) {
      return DevnetResponse.json(500, errorMessage(-1, e));
    }
  }

  /** Handles one request, or a list of requests. */
  private Object handlePost(byte[] text) {
    try {
      JsonNode body = CosmosJson.parse(text);
      if (!body.isArray()) {
        return handleJsonRpc(body);
      }
      List<Object> answers = new ArrayList<>();
      body.forEach(it -> answers.add(handleJsonRpc(it)));
      return answers;
    } catch (IOException e) {
      return errorMessage(-1, -32700, e.getMessage());
    }
  }

  /** Handles one JSON-RPC request. */
  Map<String, Object> handleJsonRpc(JsonNode request) {
    Object id = CosmosJson.scalarOrNull(request.path("id"));
    var method = methods.findMethod(request.path("method").asText()).orElse(null);
    if (method == null) {
      return errorMessage(id, -32601, "");
    }
    Map<String, String> params = new HashMap<>();
    request
        .path("params")
        .properties()
        .forEach(it -> params.put(it.getKey(), it.getValue().asText()));
    try {
      return resultMessage(id, method.apply(params));
    } catch (IllegalArgumentException e) {
      return errorMessage(id, e);
    }
  }

  static Map<String, Object> resultMessage(Object id, Object result) {
    return CosmosJson.object("jsonrpc", "2.0").with("id", id).with("result", result);
  }

  /** Unreadable parameters have an error code of their own, all other failures share one. */
  static Map<String, Object> errorMessage(Object id, IllegalArgumentException failure) {
    int code = failure instanceof InvalidParamsException ? -32602 : -32603;
    return errorMessage(id, code, failure.getMessage());
  }

  static Map<String, Object> errorMessage(Object id, int code, String data) {
    String message =
        switch (code) {
          case -32601 -> "Method not found";
          case -32602 -> "Invalid params";
          case -32700 -> "Parse error. Invalid JSON";
          default -> "Internal error";
        };
    Map<String, Object> error = CosmosJson.object("code", code).with("message", message);
    if (!data.isEmpty()) {
      error.put("data", data);
    }
    return CosmosJson.object("jsonrpc", "2.0").with("id", id).with("error", error);
  }
}
