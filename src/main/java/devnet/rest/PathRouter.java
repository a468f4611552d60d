package devnet.rest;

import devnet.block.SimulatedChain;
import devnet.ledger.LedgerTopic;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Routes by path pattern with named parts; the first match in order of registration replies. */
final class PathRouter {
  private record PathRoute(
      String method, String[] parts, Function<DevnetRequest, DevnetResponse> answer) {
    Optional<Map<String, String>> match(String[] path) {
      if (path.length != parts.length) {
        return Optional.empty();
      }
      Map<String, String> found = new HashMap<>();
      for (int i = 0; i < parts.length; i++) {
        if (parts[i].startsWith("{")) {
          found.put(parts[i].substring(1, parts[i].length() - 1), path[i]);
        } else if (!parts[i].equals(path[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(found);
    }
  }

  private final List<PathRoute> routes = new ArrayList<>();
  private final SimulatedChain chain;
  private final String prefix;

  PathRouter(SimulatedChain chain, String prefix) {
    this.chain = chain;
    this.prefix = prefix;
  }

  /** Adds a query of a topic; a missing topic is an error. */
  void topic(String pattern, BiFunction<LedgerTopic, DevnetRequest, Object> answer) {
    get(
        pattern,
        call ->
            chain.readState(
                it -> answer.apply(it.requiredTopic(call.requireNumber("topic_id")), call)));
  }

  /** Adds a query of a topic whose reply has one field, named like the first part of the path. */
  void topicField(String pattern, BiFunction<LedgerTopic, DevnetRequest, Object> answer) {
    String name = pattern.split("/")[1];
    topic(pattern, (it, call) -> CosmosJson.object(name, answer.apply(it, call)));
  }

  /** Adds a query of a topic for which a missing topic is no error, but like an empty one. */
  void optionalTopic(String pattern, Function<Optional<LedgerTopic>, Object> answer) {
    get(
        pattern,
        call -> chain.readState(it -> answer.apply(it.findTopic(call.requireNumber("topic_id")))));
  }

  public PathRouter get(String pattern, Function<DevnetRequest, Object> answer) {
    return addRoute("GET", pattern, call -> DevnetResponse.okJson(answer.apply(call)));
  }

  public PathRouter post(String pattern, Function<DevnetRequest, Object> answer) {
    return addRoute("POST", pattern, call -> DevnetResponse.okJson(answer.apply(call)));
  }

  public PathRouter addRoute(
      String method, String pattern, Function<DevnetRequest, DevnetResponse> answer) {
    routes.add(new PathRoute(method, (prefix + pattern).split("/"), answer));
    return this;
  }

  public Optional<DevnetResponse> route(DevnetRequest call) {
    String[] path = call.path().split("/");
    for (PathRoute route : routes) {
      var found = route.match(path);
      if (found.isPresent() && route.method().equals(call.method())) {
        return Optional.of(route.answer().apply(call.withParameters(found.get())));
      }
    }
    return Optional.empty();
  }
}
