package cli;

import base.ExitStatus;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import cli.options.ResultOutput;
import com.fasterxml.jackson.core.JsonProcessingException;
import config.Settings;
import domain.Role.Task;
import domain.TopicSpec;
import host.LogSettings;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import journal.JournalReader;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.ScoreReport;
import report.StandingReport;
import routes.allora.WorkerClients;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/** Prints the scores of submissions, from the journal; queries the network only on request. */
@Command(
    name = "score",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description =
        "Show scores of submissions: against the ground truth, no change and the network.",
    footer = {"", "Example: dromedary score --topic-id 67 --on-chain"})
final class ScoreCommand implements Callable<Integer> {
  @Mixin private ResultOutput output;

  @Option(
      names = "--on-chain",
      description =
          "Also query the worker's losses, score, rank, regret and rewards on the network.")
  private boolean onChain;

  @Option(
      names = "--loss",
      paramLabel = "METHOD",
      description =
          "Another loss method than the topic's own, e.g. mse. The deviation that some measure by"
              + " is topic.ID.loss-sigma, or that of what happened.")
  private String loss;

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;

  @Override
  public Integer call() throws JsonProcessingException {
    Settings settings = options.settings();
    if (!ComponentFactory.hasJournal(settings)) {
      output.text().println(ComponentFactory.noJournalText(settings));
      output.printJson(Map.of("topics", List.of()));
      return ExitStatus.OK;
    }
    try (JournalReader journal = ComponentFactory.openJournalReader(settings)) {
      List<ScoreReport> reports =
          settings.topics().stream()
              .filter(TopicSpec::hasMarket)
              .map(it -> read(journal, it, settings))
              .toList();
      List<StandingReport> standings = onChain ? askNetwork(settings, journal) : List.of();
      if (output.isJson()) {
        var topics = reports.stream().map(ScoreReport::toJsonFields).toList();
        Map<String, Object> fields = new LinkedHashMap<>(Map.of("topics", topics));
        if (onChain) {
          fields.put("network", standings.stream().map(StandingReport::toJsonFields).toList());
        }
        output.printJson(fields);
      } else {
        reports.forEach(it -> it.textLines().forEach(output.text()::println));
        standings.forEach(it -> it.textLines().forEach(output.text()::println));
      }
      return ExitStatus.OK;
    }
  }

  private ScoreReport read(JournalReader journal, TopicSpec topic, Settings settings) {
    try {
      return ScoreReport.read(
          journal,
          topic,
          Instant.now(),
          Optional.ofNullable(loss),
          settings.lossSettings().sigma(topic));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), "--loss: " + e.getMessage(), e);
    }
  }

  private static List<StandingReport> askNetwork(Settings settings, JournalReader journal) {
    LogSettings.open(settings.stateDir(), "ERROR");
    try (WorkerClients workers = new WorkerClientFactory(settings).buildClients()) {
      return settings.topics().stream()
          .map(TopicSpec::id)
          .map(it -> standing(workers.forTopic(it), it, settings.otherTasks(it), journal))
          .toList();
    }
  }

  private static StandingReport standing(
      AlloraClient allora, long topic, Set<Task> otherTasks, JournalReader journal) {
    return new StandingReport(
        allora.standing(topic, otherTasks),
        journal.averageFeePerAccepted(allora.network().chainId(), allora.workerAddress()));
  }
}
