package cli.model;

import base.ErrorText;
import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.ConfigurationOptions.TopicOption;
import cli.options.ResultOutput;
import config.NetworkSettings;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import domain.Role;
import domain.TopicSpec;
import domain.ValueBundle;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import journal.JournalReader;
import lab.backtest.RecordedLosses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.ForecastBacktestReport;
import routes.forecast.ForecastPlan;
import wiring.ComponentFactory;

/** What forecasts of losses would have been worth, from the losses that were recorded. */
@Command(
    name = "score-forecasts",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Show how forecasts of other workers' losses fare on recorded ones, walking forward:",
      "the default one, the topic's model where it has one, the last loss, and the mean of all."
    },
    footer = {"", "Example: dromedary score-forecasts --topic-id 67 --losses losses.csv"})
public final class ForecastScoreCommand implements Callable<Integer> {
  @Option(
      names = "--losses",
      paramLabel = "FILE",
      description = "CSV of nonce,inferer,loss; without it, what the journal has recorded")
  private Path losses;

  @Spec private CommandSpec spec;
  @Mixin private ResultOutput output;

  @Mixin private ConfigurationOptions options;
  @Mixin private NetworkOption network;
  @Mixin private TopicOption topic;

  @Override
  public Integer call() throws IOException {
    Settings settings = options.settings();
    if (losses != null && settings.topicsOf(Role.WORKER).size() != 1) {
      throw new ParameterException(
          spec.commandLine(), "--losses is of one topic: choose it with --topic-id");
    }
    if (losses == null && !ComponentFactory.hasJournal(settings)) {
      output.text().println(ComponentFactory.noJournalText(settings));
      output.printJson(Map.of("topics", List.of()));
      return ExitStatus.OK;
    }
    Map<Long, ForecastPlan> plans =
        new ComponentFactory(settings, InstantSource.system()).forecastPlans();
    try {
      List<ForecastBacktestReport> reports =
          settings.topicsOf(Role.WORKER).stream()
              .map(TopicSpec::id)
              .map(it -> ForecastBacktestReport.of(it, recorded(settings, it), plans.get(it)))
              .toList();
      if (!output.isJson()) {
        reports.forEach(it -> it.textLines().forEach(output.text()::println));
      }
      output.printJson(
          Map.of("topics", reports.stream().map(ForecastBacktestReport::toJsonFields).toList()));
      return ExitStatus.OK;
    } finally {
      plans.values().forEach(ForecastPlan::close);
    }
  }

  private SortedMap<Long, ValueBundle> recorded(Settings settings, long topic) {
    if (losses == null) {
      String chainId = NetworkSettings.fromSettings(settings).chainId();
      try (JournalReader journal = ComponentFactory.openJournalReader(settings)) {
        return journal.networkLosses(chainId, topic, Integer.MAX_VALUE);
      }
    }
    try {
      return RecordedLosses.read(losses);
    } catch (IOException | IllegalArgumentException e) {
      throw new Failure.Stop(
          FailureReason.BAD_DATA, ExitStatus.UNUSABLE_DATA, "--losses " + ErrorText.describe(e), e);
    }
  }
}
