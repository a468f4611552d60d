package cli.setup;

import base.ExitStatus;
import config.Configuration;
import config.Settings;
import config.foreign.ForeignFormat;
import config.foreign.ForeignSettings;
import doctor.Doctor;
import doctor.Finding;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import host.LogSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.TextTable;

/**
 * Writes a settings file from an operator's answers, from options, or from another worker's files,
 * and prints the next steps. Sends nothing.
 */
@Command(
    name = "init",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "Write a settings file: asks, takes options, or takes over another worker's.",
    footer = {
      "",
      "Examples: dromedary init",
      "          dromedary init --yes --network testnet --topic-id 67 --key new",
      "          dromedary init --from ../allora-offchain-node/config.json"
    })
public final class InitCommand implements Callable<Integer> {
  @Option(
      names = "--from",
      paramLabel = "FILE",
      description =
          "config.json of the Allora offchain node, the SDK's .allora_key or runner YAML, a .env"
              + " file, a folder of the builder kit, or the word environment")
  private String from;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      defaultValue = "dromedary.properties",
      description = "Settings file to write (${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--yes", description = "Ask nothing; use the default of every option not given.")
  private boolean yes;

  @Option(names = "--overwrite", description = "Replace the file if it is there.")
  private boolean overwrite;

  @Option(names = "--network", paramLabel = "NAME", description = "testnet, mainnet, local, ...")
  private String network;

  @Option(names = "--topic-id", paramLabel = "N", description = "Topic to submit to.")
  private String topic;

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "worker, which is the default, reputer, or worker,reputer.")
  private String role;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "default, the folder of an artifact, or the URL of a model server.")
  private String model;

  @Option(
      names = "--key",
      paramLabel = "KEY",
      description = "new, environment, or the private file with the words or the key.")
  private String key;

  @Option(names = "--state-dir", paramLabel = "DIR", description = "Folder for journal and log.")
  private String stateDir;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Any other setting.")
  private Map<String, String> set = new LinkedHashMap<>();

  @Option(names = "--offline", description = "Write the file without checking network and sources.")
  private boolean offline;

  @Spec private CommandSpec spec;

  private final Map<String, String> environment;
  private final InitDialog.Terminal terminal;

  public InitCommand() {
    this(System.getenv(), InitDialog.ofConsole());
  }

  InitCommand(Map<String, String> environment, InitDialog.Terminal terminal) {
    this.environment = environment;
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    InitDialog dialog = new InitDialog(spec, yes || from != null ? null : terminal);
    requireUsableOptions(dialog);
    ForeignSettings foreign = readForeign();
    InitAnswers answers = new InitAnswers(dialog, environment, offline, foreign);
    Map<String, String> settings =
        answers.collect(
            new InitAnswers.Given(network, topic, role, model, key, stateDir, Map.copyOf(set)));
    Settings read = check(settings);
    answers.writeKey();
    SettingsFile.write(out, settings);
    printReport(foreign);
    dialog.say(out + " is written, mode 600");
    if (!offline) {
      printFindings(read, dialog);
    }
    printNext(read, answers.isNewKey());
    return ExitStatus.OK;
  }

  private void requireUsableOptions(InitDialog dialog) {
    require(
        dialog.hasPerson() || yes || from != null,
        "there is no terminal to ask at: give --yes and options");
    List<String> problems = Configuration.load(null, Map.of(), set).takeProblems();
    require(problems.isEmpty(), String.join("; ", problems));
    require(
        overwrite || !Files.exists(out) || dialog.confirm(out + " exists. Replace it?"),
        out + " exists and stays as it is: name another --out, or give --overwrite");
  }

  private void require(boolean held, String otherwise) {
    if (!held) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private ForeignSettings readForeign() throws IOException {
    if (from == null) {
      return new ForeignSettings();
    }
    try {
      ForeignSettings read =
          from.equals("environment")
              ? ForeignFormat.readEnvironment(environment)
              : ForeignFormat.readAny(Path.of(from));
      if (read.reports().isEmpty()) {
        throw new IllegalArgumentException("no setting of another worker is in it");
      }
      return read;
    } catch (CharacterCodingException e) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.UNUSABLE_DATA,
          from + " is not UTF-8 text: save it as UTF-8",
          e);
    } catch (IllegalArgumentException e) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION, ExitStatus.UNUSABLE_DATA, from + ": " + e.getMessage(), e);
    }
  }

  /** Validates the settings before anything is written. */
  private Settings check(Map<String, String> settings) {
    Configuration configuration = Configuration.ofFile(settings, out.toString(), environment);
    return Settings.loadStrict(configuration, environment);
  }

  private void printReport(ForeignSettings foreign) {
    if (!foreign.reports().isEmpty()) {
      TextTable table = new TextTable("KEY OF " + from, "RESULT");
      foreign.reports().forEach(it -> table.row(it.key(), it.toText()));
      table.lines().forEach(this::print);
    }
  }

  private void printFindings(Settings settings, InitDialog dialog) {
    LogSettings.open(settings.stateDir(), "OFF");
    List<Finding> findings = new Doctor(settings).runChecks(List.of());
    findings.stream()
        .filter(it -> it.status() != Finding.FindingStatus.OK)
        .forEach(it -> dialog.say(it.toText()));
    long good = findings.stream().filter(it -> it.status() == Finding.FindingStatus.OK).count();
    dialog.say(
        "%d of %d checks of `dromedary doctor` pass already".formatted(good, findings.size()));
  }

  private void printNext(Settings settings, boolean newKey) {
    String with = " --config " + out;
    print("next:");
    if (newKey) {
      print("  dromedary faucet" + with + "     # coins of a test network; elsewhere send some");
      print("  dromedary register" + with + "   # once");
    } else {
      print("  dromedary doctor" + with + "     # what is missing");
      print("  dromedary register" + with + "   # once; costs nothing if it is done already");
    }
    settings
        .topicsOf(Role.REPUTER)
        .forEach(
            it ->
                print(
                    "  dromedary stake add AMOUNT --topic-id "
                        + it.id()
                        + with
                        + "   # a reputer's"));
    print("  dromedary run" + with + "        # the daemon");
  }

  private void print(String line) {
    PrintWriter to = spec.commandLine().getOut();
    to.println(line);
    to.flush();
  }
}
