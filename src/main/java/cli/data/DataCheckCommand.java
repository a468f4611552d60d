package cli.data;

import base.ExitStatus;
import chain.AlloraClient;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import cli.options.HorizonConverter;
import cli.options.ResultOutput;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import config.Settings;
import doctor.SourceCheck;
import domain.FailureReason;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import host.LogSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import market.quality.CandleQuality.QualityResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import wiring.ChainClock;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/** Reports for each source whether the daemon would predict from it now, rule by rule. */
@Command(
    name = "check",
    description = "Fetch candles from every source of a pair and print each rule's result.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary data check --pair ethusd"})
final class DataCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;
  @Mixin private NetworkOption network;

  @Option(
      names = "--pair",
      paramLabel = "PAIR",
      defaultValue = "btcusd",
      description = "market to check (${DEFAULT-VALUE})")
  private String pair;

  @Option(
      names = "--horizon",
      paramLabel = "HOURS",
      defaultValue = "168",
      converter = HorizonConverter.class,
      description = "the topic's: below an hour, as 5m, candles of a minute are checked")
  private Duration horizon;

  @Mixin private ResultOutput output;

  @Override
  public Integer call() throws Exception {
    if (!pair.matches("[a-z0-9]{5,20}")) {
      throw new ParameterException(spec.commandLine(), "--pair must be like btcusd, got " + pair);
    }
    Settings settings = options.settings();
    LogSettings.open(settings.stateDir(), "ERROR");
    TopicSpec topic = new TopicSpec(1, PredictionTarget.LOG_RETURN, pair, horizon);
    ComponentFactory factory = new ComponentFactory(settings, InstantSource.system());
    try (AlloraClient allora = factory.alloraClient(WorkerClientFactory.randomWallet());
        SourceCheck check = new SourceCheck(settings, new ChainClock(allora, settings.speed()))) {
      List<SourceCheck.SourceResult> results = check.checkSources(topic);
      results.forEach(this::print);
      output.printJson(toJson(results));
      return exitCode(results);
    }
  }

  /**
   * The daemon needs one source that serves; without any reply the exit code is that of an
   * unreachable network.
   */
  static int exitCode(List<SourceCheck.SourceResult> results) {
    if (results.stream().anyMatch(SourceCheck.SourceResult::isServed)) {
      return ExitStatus.OK;
    }
    boolean nothing = results.stream().allMatch(SourceCheck.SourceResult::hasNoData);
    return nothing ? ExitStatus.UNREACHABLE : ExitStatus.UNUSABLE_DATA;
  }

  private void print(SourceCheck.SourceResult result) {
    PrintWriter text = output.text();
    text.printf(
        "%s %s: %s%n", pair, result.source(), result.isServed() ? "serves" : result.message());
    for (QualityResult verdict : result.ruleResults()) {
      String mark = verdict.passed() ? "ok" : "REFUSED " + verdict.reason();
      text.printf("  %-16s %s: %s%n", verdict.rule(), mark, verdict.detail());
    }
  }

  private ObjectNode toJson(List<SourceCheck.SourceResult> results) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("pair", pair);
    ArrayNode sources = root.putArray("sources");
    for (SourceCheck.SourceResult result : results) {
      ObjectNode one = sources.addObject().put("source", result.source());
      one.put("serves", result.isServed()).put("said", result.message());
      ArrayNode rules = one.putArray("rules");
      result.ruleResults().forEach(verdict -> addVerdict(rules, verdict));
    }
    return root;
  }

  private static void addVerdict(ArrayNode rules, QualityResult result) {
    FailureReason reason = result.passed() ? null : result.reason();
    rules
        .addObject()
        .put("rule", result.rule())
        .put("kept", result.passed())
        .put("reason", reason == null ? null : reason.name())
        .put("detail", result.detail());
  }
}
