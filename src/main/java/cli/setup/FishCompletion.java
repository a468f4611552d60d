package cli.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The completion for fish, which picocli does not write. */
final class FishCompletion {
  private FishCompletion() {}

  static String toText(CommandLine root) {
    List<String> lines = new ArrayList<>();
    lines.add("complete -c dromedary -f");
    root.getSubcommands()
        .forEach(
            (name, command) -> {
              lines.add(
                  "complete -c dromedary -n __fish_use_subcommand -a %s -d %s"
                      .formatted(name, quoted(descriptionOf(command.getCommandSpec()))));
              addFish(lines, name, command);
            });
    return String.join("\n", lines) + "\n";
  }

  private static void addFish(List<String> lines, String verb, CommandLine command) {
    String seen = "__fish_seen_subcommand_from " + verb;
    String below = String.join(" ", command.getSubcommands().keySet());
    String alone = below.isEmpty() ? seen : seen + "; and not __fish_seen_subcommand_from " + below;
    command
        .getSubcommands()
        .forEach(
            (name, it) -> {
              lines.add(
                  "complete -c dromedary -n '%s' -a %s -d %s"
                      .formatted(alone, name, quoted(descriptionOf(it.getCommandSpec()))));
              addFishOptions(lines, seen + "; and __fish_seen_subcommand_from " + name, it);
            });
    addFishOptions(lines, alone, command);
  }

  private static void addFishOptions(List<String> lines, String when, CommandLine command) {
    for (OptionSpec option : shownOptions(command)) {
      String names =
          Stream.of(option.names())
              .map(it -> it.startsWith("--") ? "-l " + it.substring(2) : "-s " + it.substring(1))
              .collect(Collectors.joining(" "));
      lines.add(
          "complete -c dromedary -n '%s' %s%s -d %s"
              .formatted(
                  when, names, values(option), quoted(String.join(" ", option.description()))));
    }
  }

  /** What may follow the option: its words, or a file. */
  private static String values(OptionSpec option) {
    if (option.arity().max() == 0) {
      return "";
    }
    return option.completionCandidates() == null
        ? " -r -F"
        : " -x -a " + quoted(String.join(" ", option.completionCandidates()));
  }

  private static List<OptionSpec> shownOptions(CommandLine command) {
    return command.getCommandSpec().options().stream().filter(it -> !it.hidden()).toList();
  }

  private static String descriptionOf(CommandSpec spec) {
    return Ansi.OFF.string(String.join(" ", spec.usageMessage().description()));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
