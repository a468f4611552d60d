package devnet;

import java.util.HashMap;
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
      return Long.parseLong(text(name));
    } catch (NumberFormatException e) {
      throw GrpcError.invalid(
          "type mismatch, parameter: %s, error: strconv.ParseUint: parsing \"%s\": invalid syntax"
              .formatted(name, text(name)));
    }
  }

  Topic topic(State state) {
    long id = num("topic_id");
    return state.topic(id).orElseThrow(() -> GrpcError.notFound("topic " + id + " not found"));
  }
}
