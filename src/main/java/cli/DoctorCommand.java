package cli;

import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.ModelOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import cli.options.OutcomeColours;
import cli.options.ResultOutput;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import config.Configuration;
import config.Settings;
import doctor.Doctor;
import doctor.Finding;
import domain.Failure;
import host.LogSettings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints each precondition with its result and fix; sends and changes nothing. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Check every precondition; ends with the exit code of the worst finding.",
    footer = {"", "Example: dromedary doctor --config dromedary.properties"})
public final class DoctorCommand implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private final ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;
  @Mixin private ModelOptions model;

  @Mixin private ResultOutput output;

  DoctorCommand() {
    this(new ConfigurationOptions());
  }

  public DoctorCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    List<String> problems = new ArrayList<>();
    Configuration configuration = readConfiguration(problems);
    Settings settings = Settings.loadLenient(configuration, options.environment());
    LogSettings.open(settings.stateDir(), "OFF");
    problems.addAll(configuration.takeProblems());
    List<Finding> findings = new Doctor(settings).runChecks(problems);
    print(findings);
    return Doctor.exitCode(findings);
  }

  private Configuration readConfiguration(List<String> problems) {
    try {
      return options.configuration();
    } catch (Failure.Stop unreadable) {
      problems.add(unreadable.getMessage());
      return options.withoutFile();
    }
  }

  private void print(List<Finding> findings) throws JsonProcessingException {
    PrintWriter to = output.text();
    findings.forEach(it -> to.println(OutcomeColours.paint(it.toText())));
    to.println(Finding.summary(findings));
    to.flush();
    if (output.isJson()) {
      ObjectNode root = JSON.createObjectNode().put("exit", Doctor.exitCode(findings));
      var list = root.putArray("findings");
      for (Finding it : findings) {
        list.addObject()
            .put("name", it.name())
            .put("verdict", it.status().name().toLowerCase(Locale.ROOT))
            .put("sentence", it.message())
            .put("fix", it.fix())
            .put("code", it.exitCode());
      }
      output.printJson(root);
    }
  }
}
