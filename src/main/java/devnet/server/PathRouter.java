package devnet.server;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Paths with named parts, looked up in the order they were added. */
public final class PathRouter {
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

  public PathRouter get(String pattern, Function<DevnetRequest, Object> answer) {
    return addRoute("GET", pattern, call -> DevnetResponse.okJson(answer.apply(call)));
  }

  public PathRouter post(String pattern, Function<DevnetRequest, Object> answer) {
    return addRoute("POST", pattern, call -> DevnetResponse.okJson(answer.apply(call)));
  }

  public PathRouter addRoute(
      String method, String pattern, Function<DevnetRequest, DevnetResponse> answer) {
    routes.add(new PathRoute(method, pattern.split("/"), answer));
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
