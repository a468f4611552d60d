package devnet;

import io.vertx.core.http.HttpServerRequest;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request.
 *
 * @param query decoded query parameters
 * @param headers by lower-case name
 */
record Call(
    String method,
    String path,
    Map<String, String> query,
    Map<String, String> headers,
    byte[] body) {
  static Call of(HttpServerRequest request, byte[] body) {
    Map<String, String> query = new HashMap<>();
    request.params().forEach((name, value) -> query.putIfAbsent(name, value));
    Map<String, String> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name.toLowerCase(Locale.ROOT), value));
    return new Call(request.method().name(), request.path(), query, headers, body);
  }

  /** Whether it may change the ledger: a broadcast over any protocol, or the faucet. */
  boolean writes() {
    boolean search = method.equals("GET") && path.endsWith("/txs");
    return !search && path.matches(".*(/txs|/BroadcastTx|/broadcast_tx.*|/api/request)")
        || new String(body, StandardCharsets.UTF_8).contains("\"broadcast_tx");
  }

  /** The same for the same question. */
  String question() {
    return method + path + query + Arrays.hashCode(body);
  }

  Call with(Map<String, String> parameters) {
    Map<String, String> all = new HashMap<>(query);
    all.putAll(parameters);
    return new Call(method, path, all, headers, body);
  }

  Optional<String> find(String name) {
    return Optional.ofNullable(query.get(name)).filter(it -> !it.isEmpty());
  }

  String text(String name) {
    return find(name).orElse("");
  }

  /** A number of the path; anything else is the gateway's error 3. */
  long num(String name) {
    try {
      return Long.parseUnsignedLong(text(name));
    } catch (NumberFormatException e) {
      throw GrpcError.invalid(
          "type mismatch, parameter: %s, error: strconv.ParseUint: parsing \"%s\": invalid syntax"
              .formatted(name, text(name)));
    }
  }
}
