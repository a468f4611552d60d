package base;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Where a user's files lie: {@code HOME} where it is set, else what Java takes from the list of
 * users. A user id without an entry there has none: Java then says {@code ?}.
 */
public final class HomeFolder {
  private HomeFolder() {}

  public static Optional<Path> of(Map<String, String> environment) {
    return Optional.ofNullable(environment.get("HOME"))
        .filter(it -> it.startsWith("/"))
        .or(() -> Optional.ofNullable(System.getProperty("user.home")))
        .filter(it -> !it.isBlank() && !it.equals("?"))
        .map(Path::of);
  }
}
