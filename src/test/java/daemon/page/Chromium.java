package daemon.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window, steered over its own debugging protocol. */
final class Chromium implements AutoCloseable, WebSocket.Listener {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger ids = new AtomicInteger();
  private final Map<Integer, CompletableFuture<JsonNode>> waiting = new ConcurrentHashMap<>();
  private final List<JsonNode> events = new CopyOnWriteArrayList<>();
  private final StringBuilder text = new StringBuilder();

  /** Where this machine has one. */
  static Optional<String> find() {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":"))
        .flatMap(
            dir ->
                Stream.of("chromium", "chromium-browser", "google-chrome")
                    .map(Path.of(dir)::resolve))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst();
  }

  Chromium(String program, Path profile) throws Exception {
    Path words = Files.createDirectories(profile).resolve("words.txt");
    process =
        new ProcessBuilder(
                program,
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--hide-scrollbars",
                "--remote-debugging-port=0",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
                "--user-data-dir=" + profile,
                "about:blank")
            .redirectErrorStream(true)
            .redirectOutput(words.toFile())
            .start();
    String place = readDebuggingPlace(words);
    HttpClient http = HttpClient.newHttpClient();
    String pages =
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + place + "/json/list")).build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    String page = JSON.readTree(pages).findValue("webSocketDebuggerUrl").asText();
    socket =
        http.newWebSocketBuilder().buildAsync(URI.create(page), this).get(20, TimeUnit.SECONDS);
    for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
      call(domain + ".enable", Map.of());
    }
  }

  private String readDebuggingPlace(Path words) throws IOException, InterruptedException {
    Pattern place = Pattern.compile("DevTools listening on ws://([^/]+)/");
    while (process.isAlive()) {
      Matcher told = place.matcher(Files.readString(words));
      if (told.find()) {
        return told.group(1);
      }
      process.waitFor(50, TimeUnit.MILLISECONDS);
    }
    throw new IOException("the browser did not start: " + Files.readString(words));
  }

  JsonNode call(String method, Map<String, ?> params) throws Exception {
    int id = ids.incrementAndGet();
    CompletableFuture<JsonNode> reply = new CompletableFuture<>();
    waiting.put(id, reply);
    ObjectNode message = JSON.createObjectNode().put("id", id).put("method", method);
    message.set("params", JSON.valueToTree(params));
    socket.sendText(message.toString(), true).get(10, TimeUnit.SECONDS);
    return reply.get(60, TimeUnit.SECONDS);
  }

  void open(String address) throws Exception {
    call("Page.navigate", Map.of("url", address));
  }

  /** Value of an expression in the page. */
  JsonNode evaluate(String expression) throws Exception {
    return call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true))
        .at("/result/result/value");
  }

  void showAs(int width, int height, String scheme) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", width < 500));
    call(
        "Emulation.setEmulatedMedia",
        Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
  }

  void screenshot(Path file) throws Exception {
    JsonNode shot = call("Page.captureScreenshot", Map.of("captureBeyondViewport", true));
    Files.write(file, Base64.getDecoder().decode(shot.at("/result/data").asText()));
  }

  /** Addresses that the page asked for. */
  List<String> requests() {
    return eventsNamed("Network.requestWillBeSent")
        .map(it -> it.at("/request/url").asText())
        .toList();
  }

  /** Exceptions of scripts, and what the browser refused or complained about. */
  List<String> complaints() {
    return Stream.concat(
            eventsNamed("Runtime.exceptionThrown"),
            eventsNamed("Log.entryAdded")
                .filter(it -> it.at("/entry/level").asText().equals("error")))
        .map(JsonNode::toString)
        .toList();
  }

  private Stream<JsonNode> eventsNamed(String method) {
    return events.stream()
        .filter(it -> it.path("method").asText().equals(method))
        .map(it -> it.path("params"));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    text.append(part);
    if (last) {
      receive(text.toString());
      text.setLength(0);
    }
    from.request(1);
    return null;
  }

  private void receive(String message) {
    try {
      JsonNode tree = JSON.readTree(message);
      CompletableFuture<JsonNode> reply = waiting.remove(tree.path("id").asInt());
      if (reply != null) {
        reply.complete(tree);
      } else {
        events.add(tree);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
  }
}
