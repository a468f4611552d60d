package cli.setup;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Documents of the commands that picocli cannot write at run time: completion for fish, and the man
 * page.
 */
final class CommandDocuments {
  private CommandDocuments() {}

  static String fishCompletion(CommandLine root) {
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
    String when = "complete -c dromedary -n '__fish_seen_subcommand_from " + verb + "'";
    command
        .getSubcommands()
        .forEach(
            (name, below) -> {
              lines.add(
                  "%s -a %s -d %s"
                      .formatted(when, name, quoted(descriptionOf(below.getCommandSpec()))));
              addFishOptions(lines, when, below);
            });
    addFishOptions(lines, when, command);
  }

  private static void addFishOptions(List<String> lines, String when, CommandLine command) {
    for (OptionSpec option : shownOptions(command)) {
      String names =
          Stream.of(option.names())
              .map(it -> it.startsWith("--") ? "-l " + it.substring(2) : "-s " + it.substring(1))
              .collect(Collectors.joining(" "));
      String value = option.arity().max() > 0 ? " -r -F" : "";
      lines.add(
          "%s %s%s -d %s"
              .formatted(when, names, value, quoted(String.join(" ", option.description()))));
    }
  }

  /** The man page source, with all commands on one page. */
  static String manPage(CommandLine root) {
    List<String> lines = new ArrayList<>();
    lines.add(".TH DROMEDARY 1");
    lines.add(".SH NAME");
    lines.add("dromedary \\- " + escaped(descriptionOf(root.getCommandSpec())));
    lines.add(".SH SYNOPSIS");
    lines.add(".B dromedary");
    lines.add("COMMAND [OPTIONS]");
    lines.add(".SH COMMANDS");
    root.getSubcommands().values().forEach(it -> addManSection(lines, it));
    lines.add(".SH EXIT STATUS");
    lines.add("0 done; 1 failed; 2 an operator must act; 64 usage; 65 unusable file; 69 network");
    lines.add("unreachable; 75 no window open; 77 key missing or wrong; 78 settings wrong.");
    return String.join("\n", lines) + "\n";
  }

  private static void addManSection(List<String> lines, CommandLine command) {
    lines.add(".SS " + escaped(command.getCommandSpec().qualifiedName()));
    lines.add(escaped(descriptionOf(command.getCommandSpec())));
    for (OptionSpec option : shownOptions(command)) {
      lines.add(".TP");
      lines.add(
          ".B "
              + escaped(
                  String.join(", ", option.names())
                      + (option.arity().max() > 0 ? " " + option.paramLabel() : "")));
      lines.add(escaped(String.join(" ", option.description())));
    }
    for (String line : command.getCommandSpec().usageMessage().footer()) {
      if (!line.isBlank()) {
        lines.add(".PP");
        lines.add(escaped(line));
      }
    }
    command.getSubcommands().values().forEach(it -> addManSection(lines, it));
  }

  private static List<OptionSpec> shownOptions(CommandLine command) {
    return command.getCommandSpec().options().stream().filter(it -> !it.hidden()).toList();
  }

  private static String descriptionOf(CommandSpec spec) {
    return Ansi.OFF.string(String.join(" ", spec.usageMessage().description()));
  }

  private static String escaped(String text) {
    String one = text.strip().replace("\\", "\\e").replace("-", "\\-");
    return one.startsWith(".") || one.startsWith("'") ? "\\&" + one : one;
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
