package cli.setup;

import base.ExitStatus;
import chain.AlloraClient;
import chain.TopicDirectory.TopicListing;
import chain.model.TopicInfo;
import cli.options.ConfigurationOptions;
import cli.options.ConfigurationOptions.NetworkOption;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import host.LogSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import report.TopicReport;
import wiring.ComponentFactory;
import wiring.WorkerClientFactory;

/** Lists the topics of the network. Needs no key. */
@Command(
    name = "topics",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = "List the topics of the network, or show one.",
    footer = {"", "Example: dromedary topics --network testnet", "         dromedary topics 67"})
public final class TopicsCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "N", description = "Only this topic, in full.")
  private Long topic;

  @Option(names = "--all", description = "Also topics that are not active.")
  private boolean all;

  @Option(names = "--json", description = "One JSON object on standard output.")
  private boolean json;

  @Mixin private final ConfigurationOptions options;
  @Mixin private NetworkOption network;

  @Spec private CommandSpec spec;

  public TopicsCommand() {
    this(new ConfigurationOptions());
  }

  public TopicsCommand(ConfigurationOptions options) {
    this.options = options;
  }

  @Override
  public Integer call() throws JsonProcessingException {
    Settings settings = options.settings();
    LogSettings.open(settings.stateDir(), "ERROR");
    ComponentFactory factory = new ComponentFactory(settings, InstantSource.system());
    try (AlloraClient allora = factory.alloraClient(WorkerClientFactory.randomWallet())) {
      Duration block = allora.networkInfo().blockTime();
      if (topic == null) {
        printList(allora.networkInfo().topicDirectory().listTopics(), block);
        return ExitStatus.OK;
      }
      Optional<TopicListing> found = allora.networkInfo().topicDirectory().findTopic(topic);
      if (found.isEmpty()) {
        throw TopicInfo.unknownTopicFailure(topic, allora.network().chainId());
      }
      printOne(found.get(), block, allora.latestHeight());
      return ExitStatus.OK;
    }
  }

  private void printList(List<TopicListing> found, Duration block) throws JsonProcessingException {
    TopicReport report = new TopicReport(block, found);
    List<TopicListing> shown = found.stream().filter(it -> all || it.active()).toList();
    if (json) {
      print(
          new ObjectMapper()
              .writeValueAsString(Map.of("topics", shown.stream().map(report::toFields).toList())));
      return;
    }
    report.listLines(shown).forEach(this::print);
    long hidden = found.size() - shown.size();
    spec.commandLine()
        .getErr()
        .println(
            "%d %s%s; `dromedary topics N` shows one in full"
                .formatted(
                    shown.size(),
                    shown.size() == 1 ? "topic" : "topics",
                    hidden == 0 ? "" : ", " + hidden + " more are not active (--all)"));
  }

  private void printOne(TopicListing found, Duration block, long height)
      throws JsonProcessingException {
    TopicReport report = new TopicReport(block, List.of());
    if (json) {
      print(new ObjectMapper().writeValueAsString(report.toFields(found)));
      return;
    }
    report.fullLines(found, height).forEach(this::print);
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
