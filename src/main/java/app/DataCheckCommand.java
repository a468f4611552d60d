package app;

import base.ExitCode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import domain.Reason;
import domain.Target;
import domain.TopicSpec;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import market.Verdict;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says for each source whether the daemon would predict from it now, rule by rule. */
@Command(
    name = "check",
    description = "Ask every source of a pair and print each rule's verdict on its candles.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DataCheckCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;

  @Option(
      names = "--pair",
      defaultValue = "btcusd",
      description = "market to check (${DEFAULT-VALUE})")
  private String pair;

  @Option(names = "--json", description = "one JSON object on standard output")
  private boolean json;

  @Override
  public Integer call() throws Exception {
    if (!pair.matches("[a-z0-9]{5,20}")) {
      throw new ParameterException(spec.commandLine(), "--pair must be like btcusd, got " + pair);
    }
    Settings settings = options.settings();
    Logs.open(settings.stateDir(), "ERROR");
    TopicSpec topic = new TopicSpec(1, Target.LOG_RETURN, pair, Duration.ofHours(168));
    try (SourceCheck check = new SourceCheck(settings, InstantSource.system())) {
      List<SourceCheck.Result> results = check.of(topic);
      results.forEach(this::print);
      if (json) {
        spec.commandLine().getOut().println(figures(results));
      }
      return code(results);
    }
  }

  /** The daemon needs one source that serves; a source that has nothing at all is unreachable. */
  static int code(List<SourceCheck.Result> results) {
    if (results.stream().anyMatch(SourceCheck.Result::served)) {
      return ExitCode.OK;
    }
    boolean nothing = results.stream().allMatch(SourceCheck.Result::empty);
    return nothing ? ExitCode.UNREACHABLE : ExitCode.UNUSABLE_DATA;
  }

  private void print(SourceCheck.Result result) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("%s %s: %s%n", pair, result.source(), result.served() ? "serves" : result.said());
    for (Verdict verdict : result.verdicts()) {
      String mark = verdict.kept() ? "ok" : "REFUSED " + verdict.reason();
      err.printf("  %-16s %s: %s%n", verdict.rule(), mark, verdict.detail());
    }
  }

  private ObjectNode figures(List<SourceCheck.Result> results) {
    ObjectNode root = new ObjectMapper().createObjectNode().put("pair", pair);
    ArrayNode sources = root.putArray("sources");
    for (SourceCheck.Result result : results) {
      ObjectNode one = sources.addObject().put("source", result.source());
      one.put("serves", result.served()).put("said", result.said());
      ArrayNode rules = one.putArray("rules");
      result.verdicts().forEach(verdict -> add(rules, verdict));
    }
    return root;
  }

  private static void add(ArrayNode rules, Verdict verdict) {
    Reason reason = verdict.kept() ? null : verdict.reason();
    rules
        .addObject()
        .put("rule", verdict.rule())
        .put("kept", verdict.kept())
        .put("reason", reason == null ? null : reason.name())
        .put("detail", verdict.detail());
  }
}
