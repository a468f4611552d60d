package cli.data;

import base.ExitStatus;
import cli.options.ConfigurationOptions;
import cli.options.HorizonConverter;
import cli.options.ProgressLine;
import cli.options.ResultOutput;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import config.Settings;
import domain.Failure;
import domain.FailureReason;
import domain.TopicSpec;
import domain.market.DataOrigin;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import market.source.MarketSource;
import market.store.CandleFile;
import market.store.CandleStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import wiring.ComponentFactory;

/** Stores a file of candles as if the named source had sent them. */
@Command(
    name = "import",
    description = "Fill the store from a .csv or .csv.gz of time,open,high,low,close,volume.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary data import btcusd.csv.gz --pair btcusd --source coinbase"})
final class DataImportCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Spec private CommandSpec spec;
  @Mixin private ConfigurationOptions options;

  @Parameters(paramLabel = "FILE", description = "candles, oldest first or not")
  private Path file;

  @Option(
      names = "--pair",
      paramLabel = "PAIR",
      defaultValue = "btcusd",
      description = "what the file holds (${DEFAULT-VALUE})")
  private String pair;

  @Option(
      names = "--source",
      paramLabel = "NAME",
      defaultValue = "tiingo",
      description = "where its prices come from (${DEFAULT-VALUE})")
  private String source;

  @Option(
      names = "--horizon",
      paramLabel = "HOURS",
      defaultValue = "168",
      converter = HorizonConverter.class,
      description = "of the topic: below an hour, e.g. 5m, they are candles of a minute")
  private Duration horizon;

  @Mixin private ResultOutput output;

  @Override
  public Integer call() throws JsonProcessingException {
    requireOption(pair.matches("[a-z0-9]{5,20}"), "--pair must be like btcusd, got " + pair);
    requireOption(
        MarketSource.allSources("").stream().anyMatch(it -> it.name().equals(source)),
        "--source: there is no source " + source);
    Settings settings = options.settings();
    Duration step = TopicSpec.candleStep(horizon);
    CandleFile candles = readCandles(step);
    DataOrigin origin = new DataOrigin.RealMarket(source);
    CandleStore store = ComponentFactory.candleStore(settings);
    store.merge(pair, step, origin, candles.bars());
    if (!store.save()) {
      throw new Failure.Stop(
          FailureReason.CONFIGURATION,
          ExitStatus.OPERATOR,
          "the candles cannot be written to "
              + settings.stateDir()
              + ": make it writable, free some space, or set instance.state-dir");
    }
    printReport(candles, ComponentFactory.candleStore(settings).read(pair, step, origin).size());
    return ExitStatus.OK;
  }

  private void requireOption(boolean held, String otherwise) {
    if (!held) {
      throw new ParameterException(spec.commandLine(), otherwise);
    }
  }

  private CandleFile readCandles(Duration step) {
    try (ProgressLine progress = ProgressLine.on(spec.commandLine().getErr())) {
      CandleFile read =
          CandleFile.read(file, step, rows -> progress.accept("%,d rows read".formatted(rows)));
      if (read.bars().isEmpty()) {
        throw new IOException(file + " holds no candles");
      }
      return read;
    } catch (NoSuchFileException e) {
      throw unusableData("there is no file " + file, e);
    } catch (IOException e) {
      throw unusableData(e.getMessage(), e);
    }
  }

  private static Failure.Stop unusableData(String what, Exception cause) {
    return new Failure.Stop(FailureReason.BAD_DATA, ExitStatus.UNUSABLE_DATA, what, cause);
  }

  private void printReport(CandleFile candles, int kept) throws JsonProcessingException {
    PrintWriter text = output.text();
    var bars = candles.bars();
    text.printf(
        "%s from %s: %,d bars, %s to %s, %d repeated, %d gaps%n",
        pair,
        source,
        bars.size(),
        bars.get(0).time(),
        bars.get(bars.size() - 1).time(),
        candles.repeated(),
        candles.gaps().size());
    candles.gaps().stream().limit(SHOWN).forEach(gap -> text.println("  " + gap));
    if (candles.gaps().size() > SHOWN) {
      text.printf("  and %d more%n", candles.gaps().size() - SHOWN);
    }
    text.printf("the store holds %,d bars of it now%n", kept);
    output.printJson(toJson(candles, kept));
  }

  private ObjectNode toJson(CandleFile candles, int kept) {
    ObjectNode root = new ObjectMapper().createObjectNode();
    root.put("pair", pair).put("source", source).put("bars", candles.bars().size());
    root.put("repeated", candles.repeated()).put("kept", kept);
    candles
        .gaps()
        .forEach(
            gap ->
                root.withArray("gaps")
                    .addObject()
                    .put("from", gap.from().toString())
                    .put("bars", gap.bars()));
    return root;
  }
}
