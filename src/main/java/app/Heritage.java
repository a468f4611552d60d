package app;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The predecessor's way of being called, as far as it still means something. */
final class Heritage {
  private static final Map<String, String> MODES =
      Map.of("--daemon", "run", "--continuous", "run", "--loop", "run", "--once", "once");
  private static final List<String> SETTINGS =
      List.of("--dry-run", "--model", "--features", "--topic-id");

  private Heritage() {}

  /**
   * Turns flags at the root into a verb with its options: {@code --daemon --topic-id 67} becomes
   * {@code run --topic-id 67}. Without a mode flag it is {@code once}, as it was. Anything else
   * comes back as it is.
   */
  static String[] translate(String... args) {
    List<String> modes = Stream.of(args).filter(MODES::containsKey).distinct().toList();
    boolean setting = Stream.of(args).anyMatch(Heritage::setting);
    if (args.length == 0 || !args[0].startsWith("--") || modes.size() > 1) {
      return args;
    }
    if (modes.isEmpty() && !setting) {
      return args;
    }
    List<String> line = new ArrayList<>();
    line.add(modes.isEmpty() ? "once" : MODES.get(modes.get(0)));
    Arrays.stream(args).filter(it -> !MODES.containsKey(it)).forEach(line::add);
    return line.toArray(String[]::new);
  }

  /** What to say about names that are understood and have no effect any more. */
  static List<String> remarks(Map<String, String> environment, String... args) {
    List<String> remarks = new ArrayList<>();
    if (environment.containsKey("SUBMISSION_INTERVAL")) {
      remarks.add("SUBMISSION_INTERVAL is ignored: the chain sets the pace, one answer per epoch");
    }
    if (List.of(args).contains("--continuous")) {
      remarks.add("--continuous is the same as --daemon, now the verb run");
    }
    return remarks;
  }

  private static boolean setting(String arg) {
    return SETTINGS.stream().anyMatch(it -> arg.equals(it) || arg.startsWith(it + "="));
  }
}
