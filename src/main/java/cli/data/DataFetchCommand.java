package cli.data;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.HorizonConverter;
import cli.options.ProgressLine;
import cli.options.ResultOutput;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import doctor.SourceCheck;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.Candle;
import host.LogSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import market.CandleService;
import market.source.MarketSource;
import market.store.CandleStore.CandleGap;
import market.store.QuietMinutes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Downloads one source's candles into a file; one that broke off goes on where it stopped. */
@Command(
    name = "fetch",
    description = "Download candles of one source into a file for train and backtest.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {
      "",
      "Example: dromedary data fetch --horizon 5m --since 2026-01-01 --out btcusd.csv.gz"
    })
final class DataFetchCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;

  @Option(
      names = "--pair",
      paramLabel = "PAIR",
      defaultValue = "btcusd",
      description = "market to fetch (${DEFAULT-VALUE})")
  private String pair;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "coinbase",
      description = "where its prices come from (${DEFAULT-VALUE})")
  private String sourceName;

  @Option(
      names = "--horizon",
      paramLabel = "HOURS",
      defaultValue = "168",
      converter = HorizonConverter.class,
      description = "the topic's: below an hour, as 5m, candles of a minute are fetched")
  private Duration horizon;

  @Option(
      names = "--since",
      required = true,
      paramLabel = "TIME",
      description = "start of the first candle")
  private Instant since;

  @Option(
      names = "--until",
      paramLabel = "TIME",
      description = "candles end before this time, at the latest with the last closed one")
  private Instant until;

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FILE",
      description = "file to write, compressed; one of the same pair and source is continued")
  private Path out;

  @Mixin private ResultOutput output;

  @Override
  public Integer call() throws Exception {
    Settings settings = options.settings();
    MarketSource source =
        MarketSource.allSources(settings.text("market.tiingo.token")).stream()
            .filter(it -> it.name().equals(sourceName))
            .findFirst()
            .orElseThrow(() -> usage("--source: there is no source " + sourceName));
    if (!pair.matches("[a-z0-9]{5,20}")) {
      throw usage("--pair must be like btcusd, got " + pair);
    }
    Duration step = TopicSpec.candleStep(horizon);
    // a candle that is open yet would stay in the file as it was then
    Instant closed = CandleService.lastClose(Instant.now(), step);
    Instant end = until == null || until.isAfter(closed) ? closed : until;
    LogSettings.open(settings.stateDir(), "ERROR");
    try (SourceCheck asking =
            SourceCheck.ofSources(settings, InstantSource.system(), List.of(sourceName));
        ProgressLine progress = ProgressLine.on(spec.commandLine().getErr())) {
      CandleDownload download = new CandleDownload(source, pair, step, out);
      download.run(asking, since, end, progress);
      progress.end();
      printReport(download.bars(), step);
      return ExitStatus.OK;
    } catch (IllegalArgumentException e) {
      throw usage(e.getMessage());
    } catch (IOException e) {
      throw new Failure.Stop(
          FailureReason.BAD_DATA, ExitStatus.UNUSABLE_DATA, out + ": " + e.getMessage(), e);
    }
  }

  private void printReport(List<Candle> bars, Duration step) throws JsonProcessingException {
    if (bars.isEmpty()) {
      throw new Failure.Stop(
          FailureReason.NO_DATA,
          ExitStatus.UNUSABLE_DATA,
          "%s has no candles of %s since %s".formatted(sourceName, pair, since));
    }
    List<CandleGap> gaps = CandleGap.findIn(QuietMinutes.fill(bars, step), step);
    PrintWriter text = output.text();
    text.printf(
        "%s from %s: %,d candles of %d min, %s to %s, %d gaps: %s%n",
        pair,
        sourceName,
        bars.size(),
        step.toMinutes(),
        bars.get(0).time(),
        bars.get(bars.size() - 1).time(),
        gaps.size(),
        out);
    if (!gaps.isEmpty()) {
      Instant whole = gaps.get(gaps.size() - 1).end(step);
      text.printf("train takes the part behind the newest gap with --since %s%n", whole);
    }
    output.printJson(
        new ObjectMapper()
            .createObjectNode()
            .put("pair", pair)
            .put("source", sourceName)
            .put("candles", bars.size())
            .put("gaps", gaps.size()));
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
