package cli.simulate;

import base.ExitStatus;
import cli.options.CandleOptions;
import cli.options.GenesisOptions;
import devnet.Devnet;
import devnet.ledger.DevnetEmissionsVersion;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisTopic;
import domain.Failure;
import domain.FailureReason;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs the simulated network and market as servers until stopped. */
@Command(
    name = "devnet",
    description = "Run the simulated Allora network and market on loopback until stopped.",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    footer = {"", "Example: dromedary devnet --speed 60 --settings devnet.properties"})
public final class DevnetCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--block-ms",
      paramLabel = "MS",
      defaultValue = "5000",
      description = "chain milliseconds per block")
  private long blockMillis;

  @Option(
      names = "--speed",
      paramLabel = "FACTOR",
      defaultValue = "1",
      description = "chain seconds per real second (${DEFAULT-VALUE})")
  private double speed;

  @Option(
      names = "--epoch-blocks",
      paramLabel = "N",
      defaultValue = "720",
      description = "blocks between nonces")
  private long epochBlocks;

  @Option(
      names = "--window-blocks",
      paramLabel = "N",
      defaultValue = "600",
      description = "blocks a nonce is open")
  private long windowBlocks;

  @Option(
      names = "--truth-blocks",
      paramLabel = "N",
      defaultValue = "0",
      description = "blocks until reputers may judge a nonce; default 168 epochs")
  private long truthBlocks;

  @Option(
      names = "--loss",
      paramLabel = "METHOD",
      defaultValue = "czar",
      description = "how losses are computed (${DEFAULT-VALUE})")
  private String lossMethod;

  @Option(
      names = "--labels",
      paramLabel = "LABEL",
      split = ",",
      description = "labels that a submission gives values to, e.g. up,down (v10); default none")
  private List<String> labels = List.of();

  @Option(
      names = "--emissions",
      paramLabel = "VERSION",
      defaultValue = "v10",
      description = "v5, v9 or v10")
  private DevnetEmissionsVersion emissions;

  @Option(
      names = "--gas-price",
      paramLabel = "UALLO",
      description = "price of a unit of gas (10, or 0 with --emissions v5: it has no fee market)")
  private BigDecimal gasPrice;

  @Option(
      names = "--chain-id",
      paramLabel = "ID",
      defaultValue = "dromedary-devnet-1",
      description = "chain id")
  private String chainId;

  @Option(
      names = "--topics",
      paramLabel = "N",
      defaultValue = "1",
      description = "how many topics, from 67 upwards (${DEFAULT-VALUE})")
  private int topics;

  @Mixin private GenesisOptions genesis = new GenesisOptions();

  @Option(
      names = "--competitors",
      paramLabel = "N",
      defaultValue = "0",
      description = "simulated other workers")
  private int competitors;

  @Option(names = "--candles", paramLabel = "FILE", description = "hourly bars to replay")
  private Path candles;

  @Option(
      names = "--start",
      paramLabel = "TIME",
      converter = CandleOptions.InstantConverter.class,
      description = "header time of the first block")
  private Instant start;

  @Option(
      names = "--endpoints",
      paramLabel = "N",
      defaultValue = "1",
      description = "nodes per protocol")
  private int endpoints;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "1317",
      description =
          "first REST port; RPC, market and gRPC follow at +1000, +2000, +3000; 0 takes any")
  private int port;

  @Option(
      names = "--settings",
      paramLabel = "FILE",
      description = "settings file to write for a worker (one that goes with this network)")
  private Path settingsFile;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "seed of prices and competitors")
  private long seed;

  @Override
  public Integer call() throws InterruptedException, IOException {
    if (settingsFile != null && Files.exists(settingsFile)) {
      throw new ParameterException(
          spec.commandLine(), settingsFile + " exists and stays as it is: name another --settings");
    }
    DevnetWorkerFiles worker = DevnetWorkerFiles.create(settingsFile);
    DevnetOptions options = worker.fund(buildOptions());
    try (Devnet devnet = Devnet.start(options)) {
      printEndpoints(devnet, options);
      worker.writeSettings(devnet, options);
      spec.commandLine().getOut().println("dromedary run --config " + worker.settingsFile());
      spec.commandLine().getOut().flush();
      new CountDownLatch(1).await();
    } catch (IllegalArgumentException | UncheckedIOException e) {
      throw new Failure.Stop(FailureReason.BAD_DATA, ExitStatus.UNUSABLE_DATA, e.getMessage(), e);
    } catch (IllegalStateException e) {
      String advice = port == 0 ? "" : ": choose another --port than " + port;
      spec.commandLine().getErr().println("dromedary: " + e.getMessage() + advice);
      return ExitStatus.FAILED;
    }
    return ExitStatus.OK;
  }

  /**
   * Options of the network.
   *
   * @throws CommandLine.ParameterException for a bad combination
   */
  DevnetOptions buildOptions() {
    if (port < 0 || port + 3000 + endpoints > 65_535) {
      throw new ParameterException(
          spec.commandLine(), "--port must be 0 or below 62535 less the number of endpoints");
    }
    try {
      DevnetOptions options =
          DevnetOptions.standard()
              .withChainId(chainId)
              .withEmissionsVersion(emissions)
              .withTopics(LongStream.range(0, topics).mapToObj(this::topicOptions).toList())
              .withBlockTime(Duration.ofMillis(blockMillis))
              .withSpeed(speed)
              .withGasPrice(gasPriceOrUsual())
              .withAccounts(genesis.genesisAccounts(System.getenv()))
              .withCompetitors(competitors)
              .withNodeCount(endpoints)
              .withSeed(seed)
              .withPorts(
                  port == 0
                      ? new DevnetOptions.DevnetPorts(0, 0, 0, 0)
                      : new DevnetOptions.DevnetPorts(port, port + 1000, port + 3000, port + 2000));
      options = start == null ? options : options.withStart(start);
      return candles == null ? options : options.withCandleFile(candles);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  private BigDecimal gasPriceOrUsual() {
    BigDecimal usual = emissions.isAfterV5() ? BigDecimal.TEN : BigDecimal.ZERO;
    return gasPrice == null ? usual : gasPrice;
  }

  private GenesisTopic topicOptions(long index) {
    long lag = truthBlocks > 0 ? truthBlocks : epochBlocks * 168;
    return GenesisTopic.logReturnTopic(67 + index)
        .withBlockLengths(epochBlocks, windowBlocks, lag)
        .withLossMethod(lossMethod)
        .withLabels(labels);
  }

  private void printEndpoints(Devnet devnet, DevnetOptions options) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf("chain     %s, emissions %s%n", chainId, emissions.pathLabel());
    devnet.restNodes().forEach(it -> err.printf("rest      %s%n", it.uri()));
    devnet.rpcNodes().forEach(it -> err.printf("rpc       %s (websocket: /websocket)%n", it.uri()));
    devnet.grpcNodes().forEach(it -> err.printf("grpc      %s%n", it.uri()));
    err.printf("market    %s/tiingo/crypto/prices (any token)%n", devnet.marketUri());
    err.printf("faucet    %s%n", devnet.faucetUri());
    err.printf("judge     %s/judge%n", devnet.restUri());
    options.accounts().forEach(it -> err.printf("account   %s%n", it.address()));
    err.flush();
  }
}
