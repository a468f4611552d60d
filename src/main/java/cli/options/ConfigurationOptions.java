package cli.options;

import config.Configuration;
import config.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Options for settings; every command that needs settings mixes this in. */
public final class ConfigurationOptions {
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

  /** Options as if these settings had been given with {@code --set}. */
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

  /** The configuration, unchecked. */
  public Configuration configuration() {
    return Configuration.load(file, environment, commandLineSettings(Map.of()));
  }

  /**
   * The configuration without the file, for a command that continues if the file cannot be read.
   */
  public Configuration withoutFile() {
    return Configuration.load(null, environment, commandLineSettings(Map.of()));
  }

  private Map<String, String> commandLineSettings(Map<String, String> more) {
    Map<String, String> line = new LinkedHashMap<>(set);
    if (command != null) {
      command.mixins().values().stream()
          .map(CommandSpec::userObject)
          .filter(SettingOptions.class::isInstance)
          .forEach(it -> line.putAll(((SettingOptions) it).settings()));
    }
    line.putAll(more);
    return line;
  }

  /** Options that stand for settings. A command mixes in those that it uses, beside this class. */
  private interface SettingOptions {
    Map<String, String> settings();
  }

  public static final class NetworkOption implements SettingOptions {
    @Option(names = "--network", paramLabel = "NAME", description = "testnet, mainnet, local, ...")
    private String network;

    @Override
    public Map<String, String> settings() {
      return network == null ? Map.of() : Map.of("network.preset", network);
    }
  }

  public static final class TopicOption implements SettingOptions {
    @Option(names = "--topic-id", paramLabel = "N", description = "Topic to submit to.")
    private String topic;

    /** The topic of this command line, if it names one. */
    public Optional<String> topic() {
      return Optional.ofNullable(topic);
    }

    @Override
    public Map<String, String> settings() {
      return topic == null ? Map.of() : Map.of("topics", topic);
    }
  }

  public static final class ModelOptions implements SettingOptions {
    @Option(names = "--model", paramLabel = "DIR", description = "Folder of the model artifact.")
    private String model;

    @Option(names = "--features", paramLabel = "FILE", description = "Names the model must take.")
    private String features;

    @Override
    public Map<String, String> settings() {
      Map<String, String> line = new LinkedHashMap<>();
      line.compute("model.dir", (key, none) -> model);
      line.compute("model.features", (key, none) -> features);
      return line;
    }
  }

  public static final class DryRunOption implements SettingOptions {
    @Option(names = "--dry-run", description = "Sign, send and change nothing.")
    private boolean dryRun;

    @Override
    public Map<String, String> settings() {
      return dryRun ? Map.of("instance.dry-run", "true") : Map.of();
    }
  }
}
