package cli.setup;

import base.PrivateFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes a settings file for operators: each key below its comment of the defaults file. */
public final class SettingsFile {
  /** Keys that many operators need later; written as comments. */
  private static final List<String> OFFERED =
      List.of("network.fee-tier", "window.answer-at", "alert.uri", "heartbeat.ping");

  private SettingsFile() {}

  /**
   * Writes a file that only its owner may read, replacing an existing one.
   *
   * @param settings in the order of the file
   */
  public static void write(Path file, Map<String, String> settings) throws IOException {
    Path parent = file.toAbsolutePath().getParent();
    if (parent != null) {
      PrivateFiles.createFolders(parent);
    }
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    try (OutputStream out = PrivateFiles.newOutputStream(fresh)) {
      out.write(toText(settings).getBytes(StandardCharsets.UTF_8));
    }
    Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
  }

  static String toText(Map<String, String> settings) {
    Map<String, List<String>> comments = readComments();
    List<String> lines = new ArrayList<>();
    lines.add(
        "# Settings of dromedary. Every key: `dromedary config show`, docs/configuration.md.");
    settings.forEach(
        (key, value) -> {
          lines.add("");
          lines.addAll(commentOf(key, comments));
          lines.add(key + " = " + escape(value));
        });
    lines.add("");
    lines.add("# --- not set; take away the # to use one ---");
    for (String key : OFFERED) {
      if (!settings.containsKey(key)) {
        lines.add("");
        lines.addAll(comments.getOrDefault(key, List.of()));
        lines.add("#" + key + " =");
      }
    }
    return String.join("\n", lines) + "\n";
  }

  private static List<String> commentOf(String key, Map<String, List<String>> comments) {
    if (key.startsWith("topic.")) {
      return List.of("# Settings of this topic alone.");
    }
    return comments.getOrDefault(key, List.of());
  }

  /** Escapes backslashes and leading blanks, which would be lost otherwise. */
  private static String escape(String value) {
    String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r");
    return escaped.startsWith(" ") ? "\\" + escaped : escaped;
  }

  /** The comment lines of each key in the defaults file. */
  private static Map<String, List<String>> readComments() {
    Map<String, List<String>> comments = new HashMap<>();
    List<String> above = new ArrayList<>();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                SettingsFile.class.getResourceAsStream("/application.properties"),
                StandardCharsets.UTF_8))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("# ---") || line.isBlank()) {
          above.clear();
        } else if (line.startsWith("#")) {
          above.add(line);
        } else {
          comments.put(line.replaceFirst("\\s*=.*", ""), List.copyOf(above));
          above.clear();
        }
      }
      return comments;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
