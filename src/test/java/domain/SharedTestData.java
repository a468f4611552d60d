package domain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/** Finds the real market data beside a development checkout; clones have none and skip. */
public final class SharedTestData {
  private SharedTestData() {}

  /** The file, where the shared data are present. */
  public static Optional<Path> path(String name) {
    String fromEnvironment = System.getenv().getOrDefault("DROMEDARY_SHARED", "../shared/data");
    Path path = Path.of(System.getProperty("dromedary.shared", fromEnvironment), name);
    return Optional.of(path).filter(Files::exists);
  }

  /** Lines of a gzipped CSV without its header. */
  public static List<String> lines(Path file) throws IOException {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII))) {
      return reader.lines().skip(1).toList();
    }
  }
}
