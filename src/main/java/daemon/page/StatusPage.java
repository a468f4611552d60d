package daemon.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import config.Settings;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.support.LifecycleStrategySupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the status page and its JSON beside Camel's own management endpoints. It changes nothing
 * and loads nothing from another host.
 */
public final class StatusPage extends MainListenerSupport {
  private static final Logger LOG = LoggerFactory.getLogger(StatusPage.class);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration BLOCKED_CHECK = Duration.ofMinutes(10);

  /** The version of pom.xml; StatusPageTest fails if they differ. */
  private static final String CHARTS = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  /** Static files: path, resource, content type. */
  private static final List<Asset> ASSETS =
      List.of(
          new Asset("/", "/page/index.html", "text/html"),
          new Asset("/icon.svg", "/page/icon.svg", "image/svg+xml"),
          new Asset("/page.css", "/page/page.css", "text/css"),
          new Asset("/page.js", "/page/page.js", "text/javascript"),
          new Asset("/charts.js", "/page/charts.js", "text/javascript"),
          new Asset("/parts.js", "/page/parts.js", "text/javascript"),
          new Asset("/uplot.js", CHARTS + "uPlot.iife.min.js", "text/javascript"),
          new Asset("/uplot.css", CHARTS + "uPlot.min.css", "text/css"));

  private record Asset(String path, String resource, String type) {}

  private final Settings settings;
  private final StatusPageData data;

  public StatusPage(Settings settings, StatusPageData data) {
    this.settings = settings;
    this.data = data;
  }

  /** Camel reports a start to this listener only if Main runs; the context reports it always. */
  @Override
  public void afterConfigure(BaseMainSupport main) {
    if (Boolean.parseBoolean(settings.text("camel.management.enabled"))) {
      main.getCamelContext().getRegistry().bind("vertx-options", serverOptions());
      main.getCamelContext()
          .addLifecycleStrategy(
              new LifecycleStrategySupport() {
                @Override
                public void onContextStarted(CamelContext context) {
                  addRoutes(context);
                }
              });
    }
  }

  /**
   * One small server for one operator. A check each second that no loop is blocked would cost more
   * processor time than the requests.
   */
  private static VertxOptions serverOptions() {
    return new VertxOptions()
        .setEventLoopPoolSize(2)
        .setWorkerPoolSize(4)
        .setInternalBlockingPoolSize(1)
        .setBlockedThreadCheckInterval(BLOCKED_CHECK.toMillis());
  }

  private void addRoutes(CamelContext context) {
    int port = Integer.parseInt(settings.text("camel.management.port"));
    VertxPlatformHttpRouter router =
        VertxPlatformHttpRouter.lookup(
            context, VertxPlatformHttpRouter.getRouterNameFromPort(port));
    for (Asset asset : ASSETS) {
      router
          .get(asset.path())
          .blockingHandler(call -> answer(call, it -> readResource(asset), asset.type()), false);
    }
    serveJson(router, "/api/status", call -> data.status());
    serveJson(router, "/api/score", call -> data.score());
    serveJson(
        router,
        "/api/epochs",
        call -> data.epochs(call.request().getParam("topic"), call.request().getParam("limit")));
  }

  private void serveJson(
      VertxPlatformHttpRouter router, String path, Function<RoutingContext, Object> content) {
    router
        .get(path)
        .blockingHandler(
            call -> answer(call, it -> toJson(content.apply(it)), "application/json"), false);
  }

  private void answer(RoutingContext call, Function<RoutingContext, Buffer> content, String type) {
    HttpServerResponse response = call.response();
    headers(type).forEach(response::putHeader);
    if (isForeignHost(call)) {
      response.setStatusCode(421).end("use the address of this machine\n");
      return;
    }
    try {
      response.end(content.apply(call));
    } catch (IllegalArgumentException e) {
      response.setStatusCode(400).end(toJson(Map.of("error", String.valueOf(e.getMessage()))));
    } catch (RuntimeException e) {
      LOG.debug("{} is not served", call.request().path(), e);
      response.setStatusCode(503).end(toJson(Map.of("error", String.valueOf(e.getMessage()))));
    }
  }

  /**
   * Whether the request names another host: a foreign page whose name resolves to this machine must
   * not read from here.
   */
  private boolean isForeignHost(RoutingContext call) {
    boolean loopback = settings.text("camel.management.host").matches("127\\..*|localhost|::1");
    String host = call.request().authority() == null ? "" : call.request().authority().host();
    return loopback && !host.matches("127\\.[0-9.]+|localhost|\\[?::1]?");
  }

  private static Map<String, String> headers(String type) {
    return Map.of(
        "Content-Type", type + "; charset=utf-8",
        "Content-Security-Policy", POLICY,
        "X-Content-Type-Options", "nosniff",
        "Referrer-Policy", "no-referrer",
        "Cache-Control", "no-store");
  }

  private static Buffer readResource(Asset asset) {
    try (InputStream in = StatusPage.class.getResourceAsStream(asset.resource())) {
      return Buffer.buffer(in.readAllBytes());
    } catch (IOException e) {
      throw new IllegalStateException(asset.resource() + " cannot be read", e);
    }
  }

  private static Buffer toJson(Object content) {
    try {
      return Buffer.buffer(JSON.writeValueAsBytes(content));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
