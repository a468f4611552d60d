package doctor;

import base.ErrorText;
import base.ExitStatus;
import base.ParallelRequests;
import config.Settings;
import domain.Role;
import domain.TopicSpec;
import domain.market.Candle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import market.source.CandleRequest;
import market.source.MarketSource;
import market.source.ReplyParser.ParsedReply;
import wiring.WorkerClientFactory.CredentialCheck;

/**
 * Sends each market source one small request. One source that serves is enough, none if every topic
 * has a model server.
 */
final class MarketCheck {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Settings settings;
  private final Instant now;
  private final ParallelRequests requests;

  MarketCheck(Settings settings, Instant now, ParallelRequests requests) {
    this.settings = settings;
    this.now = now;
    this.requests = requests;
  }

  private record SourceProbe(MarketSource source, String message, boolean isServing) {}

  List<Finding> findings() {
    if (!settings.topics().isEmpty()
        && settings.topics().stream().noneMatch(TopicSpec::hasMarket)) {
      return List.of(Finding.ok("market", "no topic has one"));
    }
    List<MarketSource> all = MarketSource.allSources(settings.text("market.tiingo.token"));
    List<Finding> findings = new ArrayList<>();
    if (CredentialCheck.isTokenMissing(settings)) {
      findings.add(tokenFinding());
    }
    List<SourceProbe> answers = querySources(all);
    boolean enough =
        answers.stream().anyMatch(SourceProbe::isServing)
            || settings.topics().stream().noneMatch(this::needsCandles);
    answers.forEach(it -> findings.add(toFinding(it, enough)));
    unknownSourceFindings(all).forEach(findings::add);
    return findings;
  }

  /**
   * A model server is called without candles too, only the guard looks at them then; a server of
   * the ground truth and a forecast alone take none.
   */
  private boolean needsCandles(TopicSpec topic) {
    Set<Role> roles = settings.roles(topic.id());
    boolean predicts = roles.contains(Role.WORKER) && settings.modelSettings().needsCandles(topic);
    boolean judges =
        roles.contains(Role.REPUTER)
            && settings.text("topic." + topic.id() + ".ground-truth-url").isEmpty();
    return topic.hasMarket() && (predicts || judges);
  }

  private Finding tokenFinding() {
    String sentence = "there is no token";
    String fix = "set TIINGO_API_KEY; an account is free";
    return CredentialCheck.isTiingoOnlySource(settings)
        ? Finding.fail("market tiingo", sentence, fix, ExitStatus.CONFIGURATION)
        : Finding.warn("market tiingo", sentence + ", the other sources serve", fix);
  }

  private List<Finding> unknownSourceFindings(List<MarketSource> all) {
    List<String> names = all.stream().map(MarketSource::name).toList();
    return settings.defaultSources().stream()
        .filter(it -> !names.contains(it))
        .map(
            it ->
                Finding.fail(
                    "market " + it,
                    "no such source",
                    "market.sources may name " + String.join(", ", names),
                    ExitStatus.CONFIGURATION))
        .toList();
  }

  private static Finding toFinding(SourceProbe answer, boolean enough) {
    String name = "market " + answer.source().name();
    if (answer.isServing()) {
      return Finding.ok(name, answer.message());
    }
    String fix = "check address, token and connection, or leave it out of market.sources";
    return enough
        ? Finding.warn(name, answer.message(), fix)
        : Finding.fail(name, answer.message(), fix, ExitStatus.UNREACHABLE);
  }

  private List<SourceProbe> querySources(List<MarketSource> all) {
    List<MarketSource> known =
        all.stream().filter(it -> settings.defaultSources().contains(it.name())).toList();
    if (known.isEmpty()) {
      return List.of();
    }
    List<String> names = known.stream().map(MarketSource::name).toList();
    try (SourceCheck check = SourceCheck.ofSources(settings, InstantSource.fixed(now), names)) {
      return known.stream().map(it -> requests.ask(() -> querySource(it, check))).toList().stream()
          .map(Supplier::get)
          .toList();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the market routes do not start", e);
    }
  }

  private SourceProbe querySource(MarketSource source, SourceCheck check) {
    try {
      Instant until = now.truncatedTo(ChronoUnit.HOURS);
      String pair =
          settings.topics().stream()
              .filter(TopicSpec::hasMarket)
              .map(TopicSpec::pair)
              .findFirst()
              .orElse("btcusd");
      CandleRequest ask =
          source.createRequest(pair, HOUR, until.minus(HOUR.multipliedBy(24)), until);
      return evaluate(
          source, pair, source.parseReply(check.askOnce(source.name(), ask), pair, HOUR));
    } catch (Exception e) {
      return new SourceProbe(source, "is not reachable: " + ErrorText.describe(e), false);
    }
  }

  private static SourceProbe evaluate(MarketSource source, String pair, ParsedReply reading) {
    if (reading instanceof ParsedReply.Bars bars && !bars.bars().isEmpty()) {
      Candle newest = bars.bars().get(bars.bars().size() - 1);
      String said = "serves %s, newest bar %s".formatted(pair, newest.time());
      return new SourceProbe(source, said, true);
    }
    String why =
        reading instanceof ParsedReply.Refusal refusal ? "it " + refusal.detail() : "none sent";
    return new SourceProbe(source, "has no candles of " + pair + " now: " + why, false);
  }
}
