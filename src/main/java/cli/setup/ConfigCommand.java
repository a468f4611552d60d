package cli.setup;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.ModelOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Configuration;
import config.EffectiveValue;
import config.LegacyArguments;
import config.NetworkSettings;
import config.Settings;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.TextTable;
import wiring.ComponentFactory;

/** Shows and validates the settings; sends no request and changes nothing. */
@Command(
    name = "config",
    mixinStandardHelpOptions = true,
    description = "Check the settings, or show them with the place each comes from.",
    footer = {"", "Example: dromedary config show --config dromedary.properties --changed"})
public final class ConfigCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "config: choose validate or show");
  }

  @Command(
      name = "validate",
      mixinStandardHelpOptions = true,
      description = "Report every bad, missing and unknown setting at once; exit code 78 if any.",
      footer = {"", "Example: dromedary config validate --config dromedary.properties"})
  int validate(
      @Mixin ConfigurationOptions options,
      @Mixin NetworkOption network,
      @Mixin TopicOption topic,
      @Mixin ModelOptions model) {
    LegacyArguments.warnings(options.environment()).forEach(spec.commandLine().getErr()::println);
    Configuration configuration = options.configuration();
    Settings settings = Settings.loadLenient(configuration, options.environment());
    NetworkSettings.fromSettings(settings);
    ComponentFactory.journalLocation(settings);
    Map<String, Long> counts =
        configuration.effectiveValues().stream()
            .filter(it -> !it.isDefault())
            .collect(
                Collectors.groupingBy(
                    it -> it.origin().replaceFirst(" .*", ""),
                    TreeMap::new,
                    Collectors.counting()));
    print(
        "configuration is valid: "
            + (counts.isEmpty() ? "all defaults" : describe(counts))
            + "; `dromedary doctor` checks key, network and data with it");
    return ExitStatus.OK;
  }

  @Command(
      name = "show",
      mixinStandardHelpOptions = true,
      description = "Show every setting with its value and origin; secrets are hidden.",
      footer = {"", "Example: dromedary config show --changed"})
  int show(
      @Mixin ConfigurationOptions options,
      @Mixin NetworkOption network,
      @Mixin TopicOption topic,
      @Mixin ModelOptions model,
      @Option(names = "--changed", description = "Only what is set somewhere.") boolean changed,
      @Option(names = "--json", description = "One JSON object on standard output.") boolean json)
      throws JsonProcessingException {
    Configuration configuration = options.configuration();
    List<EffectiveValue> values =
        configuration.effectiveValues().stream().filter(it -> !changed || !it.isDefault()).toList();
    if (json) {
      print(new ObjectMapper().writeValueAsString(Map.of("settings", values)));
    } else {
      TextTable table = new TextTable("KEY", "VALUE", "ORIGIN");
      values.forEach(it -> table.row(it.key(), it.value(), it.origin()));
      table.lines().forEach(this::print);
    }
    Settings.loadLenient(configuration, options.environment());
    configuration.takeProblems().forEach(spec.commandLine().getErr()::println);
    return ExitStatus.OK;
  }

  private static String describe(Map<String, Long> counts) {
    return counts.entrySet().stream()
        .map(it -> it.getValue() + " from " + it.getKey())
        .collect(Collectors.joining(", "));
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
