package daemon.page;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import cli.DevnetFixture;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Configuration;
import config.Settings;
import daemon.Daemon;
import devnet.ledger.DevnetOptions;
import devnet.ledger.GenesisAccount;
import devnet.ledger.GenesisTopic;
import domain.FailureReason;
import domain.NetworkInference;
import domain.Score;
import domain.Window;
import domain.WindowKey;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import journal.Journal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import wiring.ComponentFactory.Components;

/** The page of a running daemon, over HTTP and in a real browser where this machine has one. */
@Tag("process")
class StatusPageTest {
  private static final String HOSTILE = "<img src=x onerror=\"document.title='owned'\"><script>";

  private static final long EPOCH = 720;
  private static final long FIRST = DevnetOptions.standard().startHeight() + 710;
  private static final Duration LONGEST = Duration.ofSeconds(60);

  @TempDir Path dir;
  private DevnetFixture devnet;
  private Components components;
  private Daemon daemon;
  private int port;

  /** No window opens for an hour: all rows are its own, up to the last epoch's. */
  private static DevnetOptions withoutWindows(DevnetOptions plain) {
    return plain
        .withSpeed(1)
        .withTopics(
            List.of(
                new GenesisTopic(
                    67, HOSTILE, EPOCH, 600, 720, "mse", FIRST, List.of(), false, false)));
  }

  @BeforeEach
  void startDaemon() throws Exception {
    try (ServerSocket any = new ServerSocket(0)) {
      port = any.getLocalPort();
    }
    devnet =
        new DevnetFixture(
            dir, GenesisAccount.fundedWorker(DevnetFixture.WORKER), StatusPageTest::withoutWindows);
    Path file =
        devnet.file(
            "topics=67",
            "camel.management.enabled=true",
            "camel.management.port=" + port,
            "heartbeat.levels=3s",
            "instance.speed=1");
    Settings settings =
        Settings.loadStrict(
            Configuration.load(file, devnet.environment, Map.of()), devnet.environment);
    components = Components.from(settings, devnet.devnet.clock());
    fillJournal(components.journal());
    daemon = Daemon.polling(settings, components);
    daemon.start();
  }

  @AfterEach
  void stop() {
    daemon.close();
    devnet.close();
  }

  /** Forty epochs of the past: accepted ones with their truth, missed ones with hostile words. */
  private void fillJournal(Journal journal) {
    Instant begin = devnet.devnet.clock().instant().minus(Duration.ofDays(9));
    for (int i = 0; i < 40; i++) {
      long nonce = FIRST - (40 - i) * EPOCH;
      WindowKey key = new WindowKey("dromedary-devnet-1", 67, nonce, DevnetFixture.WORKER);
      Instant opened = begin.plus(Duration.ofHours(i));
      Window window = new Window(key, nonce + 600, opened, opened.plusSeconds(3000));
      if (i % 7 == 4) {
        journal.ensureEntry(window);
        journal.markMissed(key, FailureReason.MODEL, HOSTILE);
      } else {
        journal.adoptStoredInference(window, Math.sin(i / 5.0) / 50 + "", nonce + 3);
        double truth = Math.sin(i / 5.0 + 0.3) / 45;
        journal.recordNetworkInference(
            "dromedary-devnet-1", 67, new NetworkInference(nonce, truth / 2));
        journal.recordScore(new Score(key, truth, Math.sin(i / 5.0) / 50 - truth, -truth, opened));
      }
    }
  }

  private void acceptOneMore() {
    Instant opened = devnet.devnet.clock().instant();
    components
        .journal()
        .adoptStoredInference(
            new Window(
                new WindowKey("dromedary-devnet-1", 67, FIRST, DevnetFixture.WORKER),
                FIRST + 600,
                opened,
                opened.plusSeconds(60)),
            "0.01",
            FIRST + 5);
  }

  private HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  @Test
  void servesThePageItsFilesAndItsFieldsUnderAStrictPolicy() throws Exception {
    for (String path :
        List.of(
            "/", "/page.js", "/charts.js", "/parts.js", "/page.css", "/uplot.js", "/uplot.css")) {
      HttpResponse<String> reply = get(path);
      assertEquals(200, reply.statusCode(), path);
      assertTrue(
          reply
              .headers()
              .firstValue("Content-Security-Policy")
              .orElse("")
              .startsWith("default-src 'none'"));
    }
    assertFalse(get("/").body().matches("(?s).*(<script>|<style|onclick|style=|https?://).*"));
    JsonNode status = new ObjectMapper().readTree(get("/api/status").body());
    assertEquals(67, status.at("/topics/0/topic").asLong());
    assertEquals("worker", status.at("/topics/0/roles/0").asText());
    assertEquals(FIRST - EPOCH, status.at("/topics/0/windows/0/nonce").asLong());
    assertEquals("dromedary-devnet-1", status.path("chain_id").asText());
    assertEquals(DevnetFixture.WORKER, status.at("/wallets/0/address").asText());
    JsonNode score = new ObjectMapper().readTree(get("/api/score").body());
    assertEquals(67, score.path("topics").path(0).path("topic").asInt());
    JsonNode rows = new ObjectMapper().readTree(get("/api/epochs?topic=67&limit=5").body());
    assertEquals(5, rows.path("rows").size());
    assertTrue(rows.at("/rows/1/network_inference").isNumber(), rows::toString);
    assertEquals(400, get("/api/epochs?limit=1e9").statusCode());
    assertEquals(400, get("/api/epochs?topic='").statusCode());
    assertNotNull(
        StatusPage.class.getResource(
            "/META-INF/resources/webjars/uplot/1.6.30/dist/uPlot.iife.min.js"));
  }

  @Test
  void aBrowserDrawsItKeepsItCurrentAndRunsNothingOfAStranger() throws Exception {
    Assumptions.assumeTrue(Chromium.find().isPresent(), "no Chromium on this machine");
    try (Chromium browser = new Chromium(Chromium.find().get(), dir.resolve("profile"))) {
      browser.showAs(1100, 1800, "light");
      browser.open("http://127.0.0.1:" + port + "/");
      await()
          .atMost(Duration.ofSeconds(60))
          .until(() -> browser.evaluate("document.querySelectorAll('canvas').length").asInt() >= 2);
      assertTrue(drawnPixels(browser) > 500, "the charts are empty");
      showsEverything(browser);
      takePictures(browser);
      await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(this::acceptOneMore);
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertEquals("35 of ", totals(browser)));
      await().atMost(LONGEST).until(() -> count(browser, "#now .steps .done") == 5);
      assertEquals(
          "live", browser.evaluate("document.querySelector('#live').textContent").asText());
      assertEquals(0, browser.evaluate("document.querySelectorAll('main img').length").asInt());
      assertEquals("dromedary · dromedary", browser.evaluate("document.title").asText());
      assertTrue(
          browser.requests().stream()
              .allMatch(it -> it.startsWith("http://127.0.0.1:" + port) || it.startsWith("about:")),
          browser.requests()::toString);
      assertEquals(List.of(), browser.complaints());
    }
  }

  /** Each part of the page has what it is for. */
  private static void showsEverything(Chromium browser) throws Exception {
    assertEquals(40, count(browser, "#heat .cell"));
    assertEquals(6, count(browser, "#heat .missed"));
    assertTrue(count(browser, "#heat .day") >= 2, "a line for each day");
    assertEquals("34 accepted6 missed: model", text(browser, "#legend"));
    await().atMost(LONGEST).until(() -> text(browser, "#now .title").equals(HOSTILE));
    await().atMost(LONGEST).until(() -> text(browser, "#now .when").startsWith("Next window in "));
    assertTrue(text(browser, "#now .steps").startsWith("window seen"));
    assertEquals(1, count(browser, "#now .steps .done"));
    assertEquals("missed", text(browser, "#now .steps .failed"));
    assertTrue(text(browser, "#now .age").contains("Data "));
    String legends = text(browser, ".charts");
    for (String line : List.of("prediction", "truth", "network", "ours", "no change", "included")) {
      assertTrue(legends.contains(line), legends);
    }
    assertEquals("No fee was paid yet.", text(browser, "#fees"));
    await()
        .atMost(LONGEST)
        .until(() -> text(browser, "#judged").contains("No window was closed with reputers"));
    assertTrue(text(browser, "#scores").matches("67.*34.*(mse|czar).*"), text(browser, "#scores"));
    assertTrue(text(browser, "#wallets").startsWith(DevnetFixture.WORKER));
    await().atMost(LONGEST).until(() -> text(browser, "#wallets").contains("more than 10 years"));
    await().atMost(LONGEST).until(() -> text(browser, "#endpoints").contains("healthy"));
    assertEquals(1, count(browser, "#replicas-section[hidden]"));
    assertTrue(text(browser, "#rows").contains("worker" + (FIRST - EPOCH)), text(browser, "#rows"));
    assertTrue(count(browser, "#warnings li") > 0);
  }

  private static int count(Chromium browser, String selector) throws Exception {
    return browser.evaluate("document.querySelectorAll('" + selector + "').length").asInt();
  }

  private static String text(Chromium browser, String selector) throws Exception {
    return browser.evaluate("document.querySelector('" + selector + "').textContent").asText();
  }

  private static String totals(Chromium browser) throws Exception {
    return browser.evaluate("document.querySelector('#totals').textContent.slice(0, 6)").asText();
  }

  private static int drawnPixels(Chromium browser) throws Exception {
    return browser
        .evaluate(
            "[...document.querySelectorAll('canvas')].reduce((sum, it) => sum + it.getContext('2d')"
                + ".getImageData(0, 0, it.width, it.height).data.filter((v, i) => i % 4 == 3 && v)"
                + ".length, 0)")
        .asInt();
  }

  /** For people to look at: target/page-*.png. Nothing is wider than a telephone. */
  private static void takePictures(Chromium browser) throws Exception {
    Path folder = Files.createDirectories(Path.of("target"));
    browser.screenshot(folder.resolve("page-light.png"));
    browser.showAs(1100, 1800, "dark");
    await()
        .until(
            () ->
                browser
                    .evaluate("getComputedStyle(document.body).backgroundColor")
                    .asText()
                    .equals("rgb(22, 24, 26)"));
    browser.screenshot(folder.resolve("page-dark.png"));
    browser.showAs(390, 844, "light");
    await().until(() -> browser.evaluate("innerWidth").asInt() == 390);
    assertTrue(browser.evaluate("document.documentElement.scrollWidth").asInt() <= 390);
    browser.screenshot(folder.resolve("page-390.png"));
  }
}
