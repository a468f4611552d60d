package app;

import chain.Allora;
import chain.TopicFacts;
import domain.Failure;
import domain.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.TopicPlan;

/**
 * What runs here, said once at start: the chain's own words about each topic beside the settings. A
 * part that cannot be asked yet says so and delays nothing.
 */
public final class Banner {
  private static final Logger LOG = LoggerFactory.getLogger(Banner.class);

  private final Settings settings;
  private final Parts parts;

  Banner(Settings settings, Parts parts) {
    this.settings = settings;
    this.parts = parts;
  }

  /** Logs the banner line by line; asks the chain, so it may take as long as a node does. */
  public void show() {
    LOG.info("dromedary {}, instance {}", Version.text(), settings.text("instance.name"));
    for (String line : lines()) {
      LOG.info(line);
    }
  }

  List<String> lines() {
    return Stream.of(
            Stream.of("network    " + network(), "endpoints  " + endpoints()),
            parts.plans().stream().flatMap(this::topic),
            Stream.of(
                "data       " + settings.text("market.sources"),
                "journal    " + Wiring.place(settings),
                "management " + management()))
        .flatMap(it -> it)
        .toList();
  }

  private String network() {
    Allora allora = parts.workers().any();
    return asked(
        () ->
            "%s, %s at height %d"
                .formatted(allora.network().name(), allora.network().chainId(), allora.height()));
  }

  private String endpoints() {
    return asked(
        () ->
            parts.workers().any().network().endpoints().stream()
                .map(Object::toString)
                .collect(Collectors.joining(", ")));
  }

  private Stream<String> topic(TopicPlan plan) {
    TopicSpec spec = plan.spec();
    String head = "topic %-4d ".formatted(spec.id());
    return Stream.of(
        head + spec.pair() + ", " + words(spec) + ", " + asked(() -> chainsWord(spec.id())),
        head + asked(() -> next(spec.id())) + end(spec.id()),
        head + asked(() -> model(plan)),
        head + "answered by " + parts.workers().of(spec.id()).worker());
  }

  private static String words(TopicSpec spec) {
    return spec.target().name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')
        + " over "
        + spec.horizon().toHours()
        + " h";
  }

  private String chainsWord(long topic) {
    Allora allora = parts.workers().of(topic);
    TopicFacts facts = allora.topic(topic);
    Duration block = allora.facts().blockTime();
    return "'%s', epoch %d blocks (%d min), window %d blocks (%d min), loss %s"
        .formatted(
            facts.metadata(),
            facts.epochLength(),
            block.multipliedBy(facts.epochLength()).toMinutes(),
            facts.window(),
            block.multipliedBy(facts.window()).toMinutes(),
            facts.lossMethod());
  }

  private String next(long topic) {
    return Opening.of(parts.workers().of(topic), topic, parts.clock()).words();
  }

  private String end(long topic) {
    return Optional.of(settings.text("topic." + topic + ".end"))
        .filter(it -> !it.isEmpty())
        .map(it -> ", ends " + it)
        .orElse("");
  }

  private static String model(TopicPlan plan) {
    return plan.model().described(plan.spec());
  }

  private String management() {
    return Boolean.parseBoolean(settings.text("camel.management.enabled"))
        ? "http://%s:%s/observe/health"
            .formatted(
                settings.text("camel.management.host"), settings.text("camel.management.port"))
        : "off";
  }

  private static String asked(Supplier<String> question) {
    try {
      return question.get();
    } catch (RuntimeException e) {
      return "not known yet: " + (e instanceof Failure ? e.getMessage() : e);
    }
  }
}
