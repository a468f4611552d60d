package cli.simulate;

import base.ReadableUnits;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.ModelOptions;
import cli.options.ConfigurationOptions.TopicOption;
import cli.options.OutcomeColours;
import cli.options.ResultOutput;
import cli.options.SimulationFolder;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisTopic;
import domain.Role;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import report.HistoryRows;
import trials.worker.DemoResult;
import trials.worker.DemoRun;
import trials.worker.MarketReplay;

/** Runs the daemon against a simulated network and market; nothing but the addresses differs. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description = "Submit for a few epochs of a simulated network. Needs no key and no internet.",
    footer = {
      "",
      "Examples: dromedary demo --epochs 2",
      "          dromedary demo --topic-id 69 --json"
    })
public final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "5",
      description = "Epochs to play; default 5.")
  private int epochs;

  @Option(
      names = "--candles",
      paramLabel = "FILE",
      description = "Hourly bars to replay, csv[.gz].")
  private Path candles;

  @Option(
      names = "--at",
      paramLabel = "TIME",
      description = "Chain time to begin at, with --candles, e.g. 2024-08-05T06:00:00Z.")
  private Instant at;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      description = "Chain seconds per second; default 600, for topic 77 60, with --roles 100.")
  private Double speed;

  @Option(
      names = "--roles",
      description = "The wallet is worker, forecaster and reputer of topic 77 at once.")
  private boolean roles;

  @Mixin private ResultOutput output;

  @Mixin private ConfigurationOptions options;
  @Mixin private TopicOption topicOption;
  @Mixin private ModelOptions model;

  @Mixin private SimulationFolder folders;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Instant begin = Instant.now();
    GenesisTopic topic = chooseTopic();
    if (speed == null) {
      speed = topic.epochLength() < 100 ? 60.0 : roles ? 100.0 : 600.0;
    }
    if (epochs < 1 || !(speed >= 1 && speed <= 2000)) {
      throw new ParameterException(
          spec.commandLine(), "--epochs must be 1 or more, --speed from 1 to 2000");
    }
    Optional<MarketReplay> replay =
        Optional.ofNullable(candles)
            .map(it -> MarketReplay.fromFile(it, Optional.ofNullable(at), epochs));
    PrintWriter err = spec.commandLine().getErr();
    err.println(
        "Simulated network and market, " + speed.longValue() + " chain seconds per second.");
    Path stateDir = folders.create("dromedary-demo-", err);
    DevnetOptions world = DemoRun.devnetOptions(topic, speed, replay);
    if (roles) {
      world = world.withCompetitors(3);
    }
    DevnetOptions played = world;
    return folders.exitStatusOf(() -> playAndTell(stateDir, played, begin), err);
  }

  private boolean playAndTell(Path stateDir, DevnetOptions world, Instant begin) throws Exception {
    DemoResult result = play(stateDir, world);
    output.text().println(summary(result, Duration.between(begin, Instant.now())));
    output.printJson(toJsonFields(result));
    return result.isPerfect();
  }

  private DemoResult play(Path stateDir, DevnetOptions world) throws Exception {
    try (DemoRun demo = new DemoRun(options::settings, world, stateDir, roles)) {
      return demo.run(
          epochs, entry -> output.text().println(OutcomeColours.paint(HistoryRows.toText(entry))));
    }
  }

  private GenesisTopic chooseTopic() {
    return switch (topicOption.topic().orElse(roles ? "77" : "67")) {
      case "66", "67", "68" ->
          GenesisTopic.logReturnTopic(Long.parseLong(topicOption.topic().orElse("67")));
      case "69" -> GenesisTopic.priceTopic(69, false);
      case "77" ->
          roles
              ? GenesisTopic.priceTopic(77, true).withBlockLengths(240, 200, 240)
              : GenesisTopic.priceTopic(77, true);
      default ->
          throw new ParameterException(
              spec.commandLine(), "--topic-id: demo plays the topics 66, 67, 68, 69 and 77");
    };
  }

  private static String summary(DemoResult result, Duration took) {
    String more =
        result
            .stakeGained()
            .map(
                it ->
                    "%n%d reports of losses accepted, %d forecasts, rewards of %s added to the stake"
                        .formatted(
                            result.accepted(Role.REPUTER),
                            result.forecasts(),
                            ReadableUnits.amount(it)))
            .orElse("");
    return plainSummary(result, took) + more;
  }

  private static String plainSummary(DemoResult result, Duration took) {
    return String.format(
        "%s, %d accepted, %d missed, %d duplicates by the network's own record; %d s",
        result.epochs() == 1 ? "1 epoch" : result.epochs() + " epochs",
        result.accepted(),
        result.epochs() - result.accepted(),
        result.duplicates(),
        took.toSeconds());
  }

  private static Map<String, Object> toJsonFields(DemoResult result) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("epochs", result.epochs());
    figures.put("accepted", result.accepted());
    figures.put("missed", result.epochs() - result.accepted());
    figures.put("duplicates", result.duplicates());
    figures.put("stored", result.stored());
    result
        .stakeGained()
        .ifPresent(
            it -> {
              figures.put("losses_accepted", result.accepted(Role.REPUTER));
              figures.put("forecasts", result.forecasts());
              figures.put("reputer_rewards_uallo", it.toString());
            });
    return figures;
  }
}
