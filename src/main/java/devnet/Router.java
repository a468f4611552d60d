package devnet;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Paths with named parts, looked up in the order they were added. */
final class Router {
  private record Route(String method, String[] parts, Function<Call, Reply> answer) {
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

  private final List<Route> routes = new ArrayList<>();

  Router get(String pattern, Function<Call, Object> answer) {
    return add("GET", pattern, call -> Reply.ok(answer.apply(call)));
  }

  Router post(String pattern, Function<Call, Object> answer) {
    return add("POST", pattern, call -> Reply.ok(answer.apply(call)));
  }

  Router add(String method, String pattern, Function<Call, Reply> answer) {
    routes.add(new Route(method, pattern.split("/"), answer));
    return this;
  }

  Optional<Reply> answer(Call call) {
    String[] path = call.path().split("/");
    for (Route route : routes) {
      var found = route.match(path);
      if (found.isPresent() && route.method().equals(call.method())) {
        return Optional.of(route.answer().apply(call.with(found.get())));
      }
    }
    return Optional.empty();
  }
}
