package cli.options;

import config.Configuration;
import config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where settings come from; every command that needs them mixes this in. */
public final class ConfigurationOptions {
  private static final Set<String> WITH_DRY_RUN =
      Set.of(
          "run",
          "once",
          "register",
          "faucet",
          "export",
          "add",
          "remove",
          "cancel",
          "delegate",
          "rewards",
          "fund-topic");

  private final Map<String, String> environment;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Properties file with your settings.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, over everything else; may be repeated.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--network", paramLabel = "NAME", description = "testnet, mainnet, local, ...")
  private String network;

  @Option(names = "--topic-id", paramLabel = "N", description = "Topic to submit to.")
  private String topic;

  /** The topic named on this command line, if one is. */
  public Optional<String> topic() {
    return Optional.ofNullable(topic);
  }

  @Option(names = "--model", paramLabel = "DIR", description = "Folder of the model artifact.")
  private String model;

  @Option(names = "--features", paramLabel = "FILE", description = "Names the model must take.")
  private String features;

  @Option(
      names = "--dry-run",
      description =
          "run, once, register, faucet, stake, delegate, rewards, fund-topic, journal export:"
              + " sign, send and change nothing.")
  private boolean dryRun;

  /** As if these had been given with {@code --set}. */
  public static ConfigurationOptions ofSettings(Map<String, String> line) {
    ConfigurationOptions options = new ConfigurationOptions();
    options.set.putAll(line);
    return options;
  }

  public ConfigurationOptions() {
    this(System.getenv());
  }

  public ConfigurationOptions(Map<String, String> environment) {
    this.environment = Map.copyOf(environment);
  }

  public Map<String, String> environment() {
    return environment;
  }

  public Settings settings() {
    return settings(environment, Map.of());
  }

  /** Settings with {@code more} above the command line, for commands that fix some of them. */
  public Settings settings(Map<String, String> environment, Map<String, String> more) {
    return Settings.loadStrict(
        Configuration.load(file, environment, commandLineSettings(more)), environment);
  }

  /** As above, with everything that is wrong still in it. */
  public Configuration configuration() {
    return Configuration.load(file, environment, commandLineSettings(Map.of()));
  }

  /** Without the file, for who wants to go on after it could not be read. */
  public Configuration withoutFile() {
    return Configuration.load(null, environment, commandLineSettings(Map.of()));
  }

  private void requireDryRunHonoured() {
    if (dryRun && command != null && !WITH_DRY_RUN.contains(command.name())) {
      throw new ParameterException(
          command.commandLine(),
          "`" + command.qualifiedName() + "` has no dry run: leave --dry-run out");
    }
  }

  private Map<String, String> commandLineSettings(Map<String, String> more) {
    requireDryRunHonoured();
    Map<String, String> line = new LinkedHashMap<>(set);
    putIfSet(line, "network.preset", network);
    putIfSet(line, "topics", topic);
    putIfSet(line, "model.dir", model);
    putIfSet(line, "model.features", features);
    putIfSet(line, "instance.dry-run", dryRun ? "true" : null);
    line.putAll(more);
    return line;
  }

  private static void putIfSet(Map<String, String> line, String key, String value) {
    if (value != null) {
      line.put(key, value);
    }
  }
}
