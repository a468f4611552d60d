package market.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import domain.SharedTestData;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import market.source.CandleRequest.SourceReply;
import market.source.ReplyParser.ParsedReply;
import market.source.ReplyParser.ParsedReply.Bars;
import market.source.ReplyParser.ParsedReply.Refusal;
import market.source.ReplyParser.ParsedReply.RefusalKind;
import market.store.CandleStore.CandleGap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tiingo's recorded and composed bodies, where the shared data are present. */
class TiingoRecordingsTest {
  private static ParsedReply read(int status, String file) throws IOException {
    var path = SharedTestData.path("tiingo/" + file);
    assumeTrue(path.isPresent(), "no recordings here");
    var reply = SourceReply.of(status, Files.readAllBytes(path.get()), null, false);
    return new TiingoSource("t").parseReply(reply, "btcusd", Duration.ofHours(1));
  }

  @ParameterizedTest
  @CsvSource({
    "prices-btcusd-1hour-2025-08-06_2025-08-13.json,169",
    "prices-btcusd-1hour-2025-08-13_2025-08-20.json,169",
    "prices-btcusd-1hour-2025-08-26_2025-08-28.raw.json,49",
    "prices-btcusd-1hour-2025-11-26_2025-11-27.partial-last-bar.json,25"
  })
  void readsEveryRecordedBodyWhole(String file, int bars) throws IOException {
    var read = assertInstanceOf(Bars.class, read(200, file)).bars();
    assertEquals(bars, read.size());
    assertTrue(CandleGap.findIn(read, Duration.ofHours(1)).isEmpty());
  }

  @ParameterizedTest
  @CsvSource({
    "200,200-empty-list.json,ABSENT",
    "200,200-empty-pricedata.json,ABSENT",
    "200,200-hourly-limit.json,THROTTLED",
    "200,200-hourly-limit.txt,THROTTLED",
    "200,200-symbol-limit.txt,THROTTLED",
    "401,401-invalid-token.json,DENIED",
    "403,403-no-token.txt,DENIED",
    "404,404-ticker-not-found.json,ABSENT",
    "429,429-hourly-limit.json,THROTTLED",
    "502,502-bad-gateway.html,TRANSIENT"
  })
  void sortsEveryComposedError(int status, String file, RefusalKind kind) throws IOException {
    assertEquals(kind, assertInstanceOf(Refusal.class, read(status, "errors/" + file)).kind());
  }
}
