package market.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import domain.market.Candle;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.ParsedReply;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every source must keep: ask for what is meant, read its own shape, survive any other. */
class MarketSourceTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Instant FROM = Instant.parse("2026-07-12T23:00:00Z");
  private static final Candle FIRST = new Candle(FROM, 60002, 60180.3, 59950, 60100.2, 12.33);

  private static final Map<String, String> BODIES =
      Map.of(
          "tiingo",
          """
          [{"ticker":"btcusd","baseCurrency":"btc","quoteCurrency":"usd","priceData":[
          {"date":"2026-07-12T23:00:00+00:00","open":60002.0,"high":60180.3,"low":59950.0,"close":60100.2,
           "volume":12.33,"volumeNotional":741035.466,"tradesDone":100.0},
          {"date":"2026-07-13T00:00:00+00:00","open":60100.2,"high":60240.0,"low":60010.5,"close":60190.9,
           "volume":null,"volumeNotional":null,"tradesDone":3.0}]}]\
          """,
          "coinbase",
          "[[1783900800,60010.5,60240.0,60100.2,60190.9,0],[1783897200,59950.0,60180.3,60002,60100.2,12.33]]",
          "kraken",
          """
          {"error":[],"result":{"XXBTZUSD":[[1783897200,"60002.0","60180.3","59950.0","60100.2","60080.1","12.33",12],
          [1783900800,"60100.2","60240.0","60010.5","60190.9","60080.1","0",0]],"last":1783897200}}\
          """,
          "binance",
          """
          [[1783897200000,"60002","60180.3","59950.00","60100.2","12.33",1783900799999,"4.1",1,"4.2","2.0","0"],
          [1783900800000,"60100.2","60240","60010.5","60190.9","0",1783904399999,"4.1",1,"4.2","2.0","0"]]\
          """,
          "bitstamp",
          """
          {"data":{"pair":"BTC/USD","ohlc":[
          {"timestamp":"1783897200","open":"60002","high":"60180.3","low":"59950","close":"60100.2","volume":"12.33"},
          {"timestamp":"1783900800","open":"60100.2","high":"60240","low":"60010.5","close":"60190.9","volume":"0"}]}}\
          """);

  private static MarketSource source(String name) {
    return MarketSource.allSources("t").stream()
        .filter(s -> s.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static ParsedReply read(String name, int status, String body) {
    return source(name).parseReply(new SourceReply(status, body, null, false), "btcusd", HOUR);
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiingo", "coinbase", "kraken", "binance", "bitstamp"})
  void readsItsDocumentedShapeOldestFirst(String name) {
    var bars = assertInstanceOf(Bars.class, read(name, 200, BODIES.get(name))).bars();
    assertEquals(FIRST, bars.get(0));
    assertEquals(new Candle(FROM.plus(HOUR), 60100.2, 60240, 60010.5, 60190.9, 0), bars.get(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tiingo|/tiingo/crypto/prices?tickers=btcusd&startDate=2026-07-12&endDate=2026-07-14&resampleFreq=1hour",
        "coinbase|/products/BTC-USD/candles?granularity=3600&start=2026-07-12T23:00:00Z&end=2026-07-13T00:00:00Z",
        "kraken|/0/public/OHLC?pair=XBTUSD&interval=60&since=1783893600",
        "binance|/api/v3/klines?symbol=BTCUSDT&interval=1h&startTime=1783897200000&endTime=1783904399999&limit=1000",
        "bitstamp|/api/v2/ohlc/btcusd/?step=3600&limit=2&end=1783900800&exclude_current_candle=true"
      })
  void asksForExactlyTheseBars(String name, String wanted) {
    var ask = source(name).createRequest("btcusd", HOUR, FROM, FROM.plus(HOUR.multipliedBy(2)));
    assertEquals(wanted, ask.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiingo", "coinbase", "kraken", "binance", "bitstamp"})
  void asksTheSameUnderALocaleWithOtherDigits(String name) {
    Locale before = Locale.getDefault();
    String plain = source(name).createRequest("btcusd", HOUR, FROM, FROM.plus(HOUR)).toString();
    try {
      Locale.setDefault(Locale.forLanguageTag("fa"));
      assertEquals(
          plain, source(name).createRequest("btcusd", HOUR, FROM, FROM.plus(HOUR)).toString());
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void theOrderOfConflictingRowsDoesNotMatter() {
    String stub = "[1783897200,1,4,2,2,3]";
    String wider = "[1783897200,1,5,2,2,7]";
    String narrow = "[1783897200,1,4,2,3,7]";
    Bars wanted = new Bars(List.of(new Candle(FROM, 2, 5, 1, 2, 7)));
    for (String rows :
        List.of(
            stub + "," + wider + "," + narrow,
            narrow + "," + wider + "," + stub,
            wider + "," + stub + "," + narrow)) {
      assertEquals(wanted, read("coinbase", 200, "[" + rows + "]"));
    }
  }

  @Test
  void aWarningBesideBarsIsNoRefusal() {
    String bars =
        "\"result\":{\"XXBTZUSD\":[[1783897200,\"1\",\"3\",\"1\",\"2\",\"2\",\"5\",9]],\"last\":1}}";
    assertInstanceOf(ParsedReply.Bars.class, krakenReply("{\"error\":[\"WGeneral:Slow\"]," + bars));
    assertInstanceOf(
        ParsedReply.Refusal.class,
        krakenReply("{\"error\":[\"WGeneral:Slow\",\"EService:Busy\"]," + bars));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e300000000", "1e999", "NaN", "0x1p3", "1d", "\u0662"})
  void aRowWithANumberThatCannotBeUsedIsLeftOut(String close) {
    String row = "[%d,\"1\",\"3\",\"1\",\"%s\",\"2\",\"5\",9]";
    String rows = row.formatted(1783897200, "2") + "," + row.formatted(1783900800, close);
    String body = "{\"error\":[],\"result\":{\"XXBTZUSD\":[" + rows + "],\"last\":1}}";
    Bars read = assertInstanceOf(Bars.class, krakenReply(body));
    assertEquals(1, read.bars().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"9223372036854775807", "\"1e300000000\"", "\"9223372036854775808\""})
  void aRowWithATimeBeyondAllBoundsIsLeftOut(String time) {
    String row = "[" + time + ",\"1\",\"3\",\"1\",\"2\",\"2\",\"5\",9]";
    String body = "{\"error\":[],\"result\":{\"XXBTZUSD\":[" + row + "],\"last\":1}}";
    assertInstanceOf(Refusal.class, krakenReply(body));
  }

  private static ParsedReply krakenReply(String body) {
    SourceReply reply =
        SourceReply.of(200, body.getBytes(java.nio.charset.StandardCharsets.UTF_8), null, false);
    return source("kraken").parseReply(reply, "btcusd", HOUR);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "coinbase|429|{\"message\":\"Public rate limit exceeded\"}|THROTTLED",
        "coinbase|404|{\"message\":\"NotFound\"}|ABSENT",
        "coinbase|200|[]|ABSENT",
        "kraken|200|{\"error\":[\"EQuery:Unknown asset pair\"]}|ABSENT",
        "kraken|200|{\"error\":[\"EGeneral:Too many requests\"]}|THROTTLED",
        "kraken|200|{\"error\":[\"EService:Unavailable\"]}|TRANSIENT",
        "binance|418|{\"code\":-1003,\"msg\":\"Too much request weight used\"}|THROTTLED",
        "binance|451|{\"code\":0,\"msg\":\"Service unavailable from a restricted"
            + " location\"}|DENIED",
        "binance|400|{\"code\":-1121,\"msg\":\"Invalid symbol.\"}|ABSENT",
        "bitstamp|400|{\"code\":\"400.002\",\"reason\":\"slow\"}|THROTTLED",
        "bitstamp|404|<html>not here</html>|ABSENT",
        "tiingo|200|[]|ABSENT",
        "tiingo|200|[{\"ticker\":\"btcusd\",\"priceData\":[]}]|ABSENT",
        "tiingo|200|[{\"ticker\":\"ethusd\",\"priceData\":[{\"date\":\"2026-07-12T23:00:00+00:00\",\"open\":1,\"high\":1,\"low\":1,\"close\":1,\"volume\":1}]}]|TRANSIENT",
        "tiingo|200|Error: You have run over your hourly request allocation.|THROTTLED",
        "tiingo|200|{\"detail\":\"Error: You have run over your hourly request"
            + " allocation.\"}|THROTTLED",
        "tiingo|200|{\"detail\":\"Invalid token.\"}|DENIED",
        "tiingo|403|Please supply a token|DENIED",
        "tiingo|502|<html>Bad Gateway</html>|TRANSIENT",
        "tiingo|200| <html><meta name='csrf-token'></html>|TRANSIENT",
        "tiingo|200|[{\"ticker\":\"btcusd\",\"priceData\":[{\"date\":\"2026-07|TRANSIENT"
      })
  void sortsRefusalsByWhatTheySay(String name, int status, String body, RefusalKind kind) {
    assertEquals(kind, assertInstanceOf(Refusal.class, read(name, status, body)).kind());
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiingo", "coinbase", "kraken", "binance", "bitstamp"})
  void tenThousandMutatedRepliesEndInBarsOrInARefusal(String name) {
    var random = new Random(name.hashCode());
    int refused = 0;
    for (int i = 0; i < 10_000; i++) {
      var body = mutate(BODIES.get(name).getBytes(StandardCharsets.UTF_8), random);
      var reply = SourceReply.of(random.nextInt(8) == 0 ? 500 : 200, body, null, false);
      var reading = source(name).parseReply(reply, "btcusd", HOUR);
      assertNotNull(reading);
      refused += reading instanceof Refusal ? 1 : 0;
    }
    assertTrue(refused > 1_000 && refused < 10_000, refused + " refused");
  }

  private static final String[] PIECES = {
    "null",
    "1e999",
    "-1",
    "\"x\"",
    "[]",
    "{}",
    "NaN",
    "9".repeat(400),
    "\u0000",
    "[[[[",
    "1783897201"
  };

  private static byte[] mutate(byte[] body, Random random) {
    var text = new String(body, StandardCharsets.UTF_8);
    for (int n = random.nextInt(3); n >= 0; n--) {
      int a = random.nextInt(text.length());
      int b = Math.min(text.length(), a + 1 + random.nextInt(20));
      text =
          switch (random.nextInt(6)) {
            case 0 -> text.substring(0, a + 1);
            case 1 ->
                text.substring(0, a) + PIECES[random.nextInt(PIECES.length)] + text.substring(b);
            case 2 -> text.substring(a) + text.substring(0, a);
            case 3 -> shuffled(text, random);
            case 4 -> text.replaceFirst("[0-9.]{4,}", PIECES[random.nextInt(PIECES.length)]);
            default -> text.substring(0, a) + (char) random.nextInt(0x3000) + text.substring(b);
          };
    }
    var wide = random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
    return text.getBytes(wide);
  }

  /** Rows, keys and values in another order, well-formed or not. */
  private static String shuffled(String text, Random random) {
    var parts = Arrays.asList(text.split(random.nextBoolean() ? "," : "(?<=[]}]),"));
    Collections.shuffle(parts, random);
    return String.join(",", parts);
  }
}
