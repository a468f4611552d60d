package app;

import base.ExitCode;
import domain.Candle;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import market.Ask;
import market.Reading;
import market.Source;

/** Asks each market source one small question. One that serves is enough. */
final class MarketCheck {
  private static final Duration HOUR = Duration.ofHours(1);

  private final Settings settings;
  private final Instant now;

  MarketCheck(Settings settings, Instant now) {
    this.settings = settings;
    this.now = now;
  }

  private record Answer(Source source, String said, boolean serves) {}

  List<Finding> findings() {
    List<Source> all = Source.all(settings.text("market.tiingo.token"));
    List<Finding> findings = new ArrayList<>();
    if (Credentials.tokenMissing(settings)) {
      findings.add(token());
    }
    List<Answer> answers = asked(all);
    boolean some = answers.stream().anyMatch(Answer::serves);
    answers.forEach(it -> findings.add(finding(it, some)));
    unknown(all).forEach(findings::add);
    return findings;
  }

  private Finding token() {
    String sentence = "there is no token";
    String mend = "set TIINGO_API_KEY; an account is free";
    return Credentials.onlyTiingo(settings)
        ? Finding.fail("market tiingo", sentence, mend, ExitCode.CONFIGURATION)
        : Finding.warn("market tiingo", sentence + ", the other sources serve", mend);
  }

  private List<Finding> unknown(List<Source> all) {
    List<String> names = all.stream().map(Source::name).toList();
    return settings.sources().stream()
        .filter(it -> !names.contains(it))
        .map(
            it ->
                Finding.fail(
                    "market " + it,
                    "there is no such source",
                    "market.sources may name " + String.join(", ", names),
                    ExitCode.CONFIGURATION))
        .toList();
  }

  private static Finding finding(Answer answer, boolean some) {
    String name = "market " + answer.source().name();
    if (answer.serves()) {
      return Finding.ok(name, answer.said());
    }
    String mend = "check address, token and connection, or leave it out of market.sources";
    return some
        ? Finding.warn(name, answer.said(), mend)
        : Finding.fail(name, answer.said(), mend, ExitCode.UNREACHABLE);
  }

  private List<Answer> asked(List<Source> all) {
    List<Source> known = all.stream().filter(it -> settings.sources().contains(it.name())).toList();
    if (known.isEmpty()) {
      return List.of();
    }
    List<String> names = known.stream().map(Source::name).toList();
    try (SourceCheck check = SourceCheck.among(settings, InstantSource.fixed(now), names)) {
      return known.stream().map(it -> asked(it, check)).toList();
    } catch (Exception e) {
      throw new IllegalStateException("the market routes do not start", e);
    }
  }

  private Answer asked(Source source, SourceCheck check) {
    try {
      Instant until = now.truncatedTo(ChronoUnit.HOURS);
      String pair = settings.topics().isEmpty() ? "btcusd" : settings.topics().get(0).pair();
      Ask ask = source.ask(pair, HOUR, until.minus(HOUR.multipliedBy(24)), until);
      return judged(source, pair, source.read(check.reply(source.name(), ask), pair, HOUR));
    } catch (Exception e) {
      return new Answer(source, "is not reachable: " + e.getMessage(), false);
    }
  }

  private static Answer judged(Source source, String pair, Reading reading) {
    if (reading instanceof Reading.Bars bars && !bars.bars().isEmpty()) {
      Candle newest = bars.bars().get(bars.bars().size() - 1);
      String said = "serves %s, newest bar %s".formatted(pair, newest.time());
      return new Answer(source, said, true);
    }
    return new Answer(source, "has no candles of " + pair + " now: " + reading, false);
  }
}
