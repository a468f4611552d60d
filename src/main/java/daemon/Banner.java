package daemon;

import base.ReadableUnits;
import chain.AlloraClient;
import chain.model.TopicInfo;
import config.ProgramVersion;
import config.Settings;
import domain.Failure;
import domain.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import report.NextWindow;
import routes.reputer.ReputerPlan;
import routes.topic.TopicPlan;
import wiring.ComponentFactory;
import wiring.ComponentFactory.Components;

/**
 * The lines logged at start: program, network, sources and topics, with what the chain says of each
 * topic. A part that cannot be read yet says so and delays nothing.
 */
public final class Banner {
  private static final Logger LOG = LoggerFactory.getLogger(Banner.class);

  private final Settings settings;
  private final Components components;

  public Banner(Settings settings, Components components) {
    this.settings = settings;
    this.components = components;
  }

  /**
   * Logs the banner line by line. It queries the chain, so it may take as long as a node's reply.
   */
  public void log() {
    LOG.info("dromedary {}, instance {}", ProgramVersion.version(), settings.text("instance.name"));
    for (String line : textLines()) {
      LOG.info(line);
    }
  }

  List<String> textLines() {
    if (!components.journal().leases().holdsAny()) {
      String why =
          components
              .journal()
              .leases()
              .fault()
              .map(Failure::getMessage)
              .orElse("another replica works for the wallets; the chain is not queried");
      return List.of(
          "standby    " + why,
          "journal    " + ComponentFactory.journalLocation(settings),
          "management " + describeManagement());
    }
    return Stream.of(
            Stream.of("network    " + describeNetwork(), "endpoints  " + describeEndpoints()),
            components.plans().stream().flatMap(this::describeTopic),
            components.reputerPlans().stream().flatMap(this::describeReputer),
            Stream.of(
                "data       " + describeSources(),
                "journal    " + ComponentFactory.journalLocation(settings),
                "management " + describeManagement()))
        .flatMap(it -> it)
        .toList();
  }

  private String describeNetwork() {
    AlloraClient allora = components.workers().defaultClient();
    return orNotKnown(
        () ->
            "%s, %s at height %d"
                .formatted(
                    allora.network().name(), allora.network().chainId(), allora.latestHeight()));
  }

  private String describeEndpoints() {
    return orNotKnown(
        () ->
            components.workers().defaultClient().network().endpoints().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }

  private String describeSources() {
    return Stream.concat(
                components.plans().stream().map(TopicPlan::spec),
                components.reputerPlans().stream()
                    .filter(it -> it.groundTruth().isEmpty())
                    .map(ReputerPlan::spec))
            .anyMatch(TopicSpec::hasMarket)
        ? settings.text("market.sources")
        : "none: no topic has a market";
  }

  private Stream<String> describeTopic(TopicPlan plan) {
    TopicSpec spec = plan.spec();
    String head = "topic %-4d ".formatted(spec.id());
    return Stream.of(
        head + describeTarget(spec) + ", " + orNotKnown(() -> describeOnChain(spec.id())),
        head + orNotKnown(() -> describeNextWindow(spec.id())) + describeEnd(spec.id()),
        head + orNotKnown(() -> describeModel(plan)),
        head + "submitted by " + components.workers().forTopic(spec.id()).workerAddress());
  }

  private Stream<String> describeReputer(ReputerPlan plan) {
    long topic = plan.spec().id();
    String head = "topic %-4d ".formatted(topic);
    return Stream.of(
        head + "reputer, " + orNotKnown(() -> describeOnChain(topic)),
        head + plan.describe(),
        head + "reported by " + components.workers().forTopic(topic).workerAddress());
  }

  private static String describeTarget(TopicSpec spec) {
    if (!spec.hasMarket()) {
      return "a number without a market";
    }
    return "%s, %s over %s"
        .formatted(
            spec.pair(),
            spec.target().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            ReadableUnits.duration(spec.horizon()));
  }

  private String describeOnChain(long topic) {
    AlloraClient allora = components.workers().forTopic(topic);
    TopicInfo facts = allora.topicInfo(topic);
    Duration block = allora.networkInfo().blockTime();
    String inactive =
        allora.networkInfo().isTopicActive(topic) ? "" : ", INACTIVE: no window opens";
    return "'%s', epoch %d blocks (%s), window %d blocks (%s), loss %s%s"
        .formatted(
            facts.metadata(),
            facts.epochLength(),
            ReadableUnits.duration(block.multipliedBy(facts.epochLength())),
            facts.windowLength(),
            ReadableUnits.duration(block.multipliedBy(facts.windowLength())),
            facts.lossMethod(),
            inactive);
  }

  private String describeNextWindow(long topic) {
    return NextWindow.describe(components.workers().forTopic(topic), topic, components.clock());
  }

  private String describeEnd(long topic) {
    return Optional.of(settings.text("topic." + topic + ".end"))
        .filter(it -> !it.isEmpty())
        .map(it -> ", ends " + it)
        .orElse("");
  }

  private static String describeModel(TopicPlan plan) {
    return plan.model().describe(plan.spec());
  }

  private String describeManagement() {
    return Boolean.parseBoolean(settings.text("camel.management.enabled"))
        ? "http://%s:%s/observe/health"
            .formatted(
                settings.text("camel.management.host"), settings.text("camel.management.port"))
        : "off";
  }

  private static String orNotKnown(Supplier<String> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return "not known yet: " + (e instanceof Failure ? e.getMessage() : e);
    }
  }
}
