package cli.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.Main;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import domain.SharedTestData;
import domain.market.Candle;
import domain.market.DataOrigin;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import market.source.SamplePrices;
import market.source.StubCoinbaseReplies;
import market.source.StubMarketServer;
import market.source.StubMarketServer.Response;
import market.source.StubTiingoReplies;
import market.store.CandleFile;
import market.store.CandleStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("process")
class DataCommandTest {
  private static final Response DOWN = new Response(503, "<html>down</html>");

  @TempDir Path dir;
  private final StubMarketServer tiingo =
      new StubMarketServer(request -> StubTiingoReplies.reply(request, Instant.now()));
  private final StubMarketServer coinbase = new StubMarketServer(request -> DOWN);
  private final StringWriter err = new StringWriter();
  private final StringWriter out = new StringWriter();

  @AfterEach
  void close() {
    tiingo.close();
    coinbase.close();
  }

  private int data(String... args) {
    CommandLine line = Main.commandLine();
    line.setErr(new PrintWriter(err, true));
    line.setOut(new PrintWriter(out, true));
    Map<String, String> set =
        Map.of(
            "instance.state-dir", dir.toString(),
            "market.sources", "tiingo,coinbase",
            "market.tiingo.url", tiingo.url(),
            "market.coinbase.url", coinbase.url());
    var all = new java.util.ArrayList<>(List.of("data"));
    all.addAll(List.of(args));
    set.forEach((key, value) -> all.addAll(List.of("--set", key + "=" + value)));
    return line.execute(all.toArray(String[]::new));
  }

  private int stored(String pair) {
    return stored(pair, Duration.ofHours(1));
  }

  private int stored(String pair, Duration step) {
    return new CandleStore(dir.resolve("candles"), 100_000)
        .read(pair, step, new DataOrigin.RealMarket("tiingo"))
        .size();
  }

  @Test
  void importFillsTheStoreAndReportsGaps() throws Exception {
    List<Candle> bars = SamplePrices.bars(hour(0), hour(100), Duration.ofHours(1));
    Path file = write(bars.stream().filter(it -> !List.of(hour(10), hour(11)).contains(it.time())));
    assertEquals(0, data("import", file.toString(), "--pair", "ethusd", "--json"), err.toString());
    assertEquals(98, stored("ethusd"));
    assertTrue(err.toString().contains("2 bars missing from " + hour(10)), err.toString());
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertEquals(2, figures.path("gaps").path(0).path("bars").asInt());
  }

  @Test
  void minutesAreImportedAndCheckedForAHorizonBelowAnHour() throws Exception {
    Duration minute = Duration.ofMinutes(1);
    Path file = write(SamplePrices.bars(hour(0), hour(2), minute).stream());
    assertEquals(0, data("import", file.toString(), "--horizon", "5m"), err.toString());
    assertEquals(120, stored("btcusd", minute));
    assertEquals(65, data("import", file.toString()), "they are not hourly");
    assertEquals(0, data("check", "--horizon", "5m"), err.toString());
    assertTrue(out.toString().contains("allowed are 5 min"), out.toString());
  }

  @Test
  void fetchFillsAFileAndGoesOnWhereItStopped() throws Exception {
    Path file = dir.resolve("out").resolve("btcusd.csv.gz");
    String[] fetch = {
      "fetch",
      "--horizon",
      "5m",
      "--since",
      "2026-01-01",
      "--out",
      file + "",
      "--json",
      "--until",
      ""
    };
    AtomicInteger requests = new AtomicInteger();
    coinbase.answerWith(
        request ->
            requests.incrementAndGet() == 2
                ? new Response(502, "<html>bad gateway</html>")
                : StubCoinbaseReplies.reply(request, Instant.now()));
    fetch[fetch.length - 1] = hour(10).toString();
    assertEquals(0, data(fetch), err.toString());
    assertEquals(600, CandleFile.read(file, Duration.ofMinutes(1), rows -> {}).bars().size());
    assertEquals(4, requests.get(), "288 candles a request, one of them asked twice");

    fetch[fetch.length - 1] = hour(12).toString();
    assertEquals(0, data(fetch), err.toString());
    assertEquals(720, CandleFile.read(file, Duration.ofMinutes(1), rows -> {}).bars().size());
    assertEquals(5, requests.get());

    coinbase.answerWith(request -> new Response(403, "{}"));
    fetch[fetch.length - 1] = hour(14).toString();
    assertEquals(69, data(fetch));
    Instant newest = hour(12).minusSeconds(60);
    assertTrue(err.toString().contains("goes on from " + newest), err.toString());
    assertEquals(64, data("fetch", "--source", "kraken", "--since", "2026-01-01", "--out", "x.gz"));
    assertTrue(err.toString().contains("newest 720 candles only"), err.toString());
    assertEquals(65, data("fetch", "--since", "2026-01-01", "--out", file + ""), "of minutes");
    Path below = Files.createFile(dir.resolve("plain")).resolve("x.gz");
    assertEquals(65, data("fetch", "--since", "2026-01-01", "--out", below.toString()));
    assertTrue(err.toString().contains(below.getParent().toString()), err.toString());
  }

  @Test
  void fetchDoesNotContinueTheCandlesOfAnotherPair() throws Exception {
    coinbase.answerWith(request -> StubCoinbaseReplies.reply(request, Instant.now()));
    UnaryOperator<Candle> half =
        it ->
            new Candle(
                it.time(), it.open() / 2, it.high() / 2, it.low() / 2, it.close() / 2, it.volume());
    Path file = write(SamplePrices.bars(hour(0), hour(5), Duration.ofHours(1)).stream().map(half));
    String before = Files.readString(file);
    int code = data("fetch", "--since", "2026-01-01", "--until", hour(9) + "", "--out", file + "");
    assertEquals(64, code);
    assertTrue(err.toString().contains("name a file of that pair and source"), err.toString());
    assertEquals(before, Files.readString(file));
  }

  private Path write(Stream<Candle> bars) throws IOException {
    return Files.writeString(
        dir.resolve("candles.csv"),
        bars.map(
                b ->
                    "%s,%s,%s,%s,%s,%s\n"
                        .formatted(b.time(), b.open(), b.high(), b.low(), b.close(), b.volume()))
            .collect(Collectors.joining("", "time,open,high,low,close,volume\n", "")));
  }

  private static Instant hour(int hours) {
    return Instant.parse("2026-01-01T00:00:00Z").plus(Duration.ofHours(hours));
  }

  @ParameterizedTest
  @CsvSource({
    "btcusd-hourly-train.csv.gz, btcusd",
    "ethusd-hourly-train.csv.gz, ethusd",
    "solusd-hourly-train.csv.gz, solusd"
  })
  void importTakesTheRealFiles(String name, String pair) {
    Optional<Path> file = SharedTestData.path(name);
    Assumptions.assumeTrue(file.isPresent(), name + " is not here");
    assertEquals(0, data("import", file.get().toString(), "--pair", pair), err.toString());
    assertTrue(stored(pair) >= 1_200, err.toString());
    assertTrue(err.toString().contains("rows read"), "no progress");
  }

  @Test
  void importRefusesWhatIsNoCandleFile() throws Exception {
    Path file = Files.writeString(dir.resolve("no.csv"), "time,price\n1,2\n");
    assertEquals(65, data("import", file.toString()));
    assertEquals(65, data("import", dir.resolve("absent.csv").toString()));
    assertEquals(64, data("import", file.toString(), "--source", "mtgox"));
    assertEquals(64, data("import", file.toString(), "--pair", "../x"));
  }

  @Test
  void checkPrintsEveryRuleAndWhatAFailingSourceSaid() throws Exception {
    assertEquals(0, data("check", "--json"), err.toString());
    JsonNode sources = new ObjectMapper().readTree(out.toString()).path("sources");
    assertTrue(sources.path(0).path("serves").asBoolean());
    assertEquals(7, sources.path(0).path("rules").size());
    assertFalse(sources.path(1).path("serves").asBoolean());
    assertTrue(err.toString().contains("coinbase answered 503"), err.toString());
  }

  @Test
  void checkExits69WhenNobodyAnswers() {
    tiingo.answerWith(request -> DOWN);
    assertEquals(69, data("check"), err.toString());
  }

  @Test
  void checkExits65WhenWhatCameIsRefused() {
    tiingo.answerWith(
        request -> StubTiingoReplies.reply(request, Instant.now().minusSeconds(5 * 3600)));
    assertEquals(65, data("check"), err.toString());
    assertTrue(out.toString().contains("REFUSED STALE_DATA"), out.toString());
  }
}
