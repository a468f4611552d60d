package lab.backtest;

import base.BoundedBodies;
import domain.Failure;
import domain.TopicSpec;
import domain.TopicSpec.PredictionTarget;
import inference.HttpModelServer;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lab.backtest.Backtest.BacktestModel;
import lab.backtest.Backtest.BacktestRange;

/**
 * A model server in a backtest: asked, every {@code every} bars, for its prediction at the time
 * when the bar that ends at {@code {Time}} was the newest; its last reply holds in between.
 *
 * @param template address with {@code {Time}} and the other placeholders of a model server
 * @param prices whether it replies with prices instead of log-returns
 * @param every bars between two requests
 */
public record HttpBacktestModel(String template, String pair, boolean prices, int every)
    implements BacktestModel {
  private static final String TIME = "{Time}";
  private static final Duration TIMEOUT = Duration.ofSeconds(8);
  private static final int TRIES = 3;
  private static final int MAX_BYTES = 64 << 10;

  public HttpBacktestModel {
    if (!template.contains(TIME)) {
      throw new IllegalArgumentException(
          "--model-url needs {Time}: without the time the server would predict from today's"
              + " candles");
    }
  }

  @Override
  public String name() {
    return "server";
  }

  @Override
  public List<String> warnings(BacktestRange range) {
    return every == 1
        ? List.of()
        : List.of(
            "SPARSE: 'server' was asked every %d %ss; each reply was used until the next."
                .formatted(every, range.history().unit()));
  }

  @Override
  public double[] predict(BacktestRange range) {
    HttpClient http = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    double[] predictions = new double[range.size()];
    for (int i = 0; i < predictions.length; i++) {
      predictions[i] = i % every == 0 ? ask(http, range, range.from() + i) : predictions[i - 1];
    }
    return predictions;
  }

  private double ask(HttpClient http, BacktestRange range, int row) {
    Instant known = range.history().timeOfRow(row).plus(range.history().step());
    String address =
        template.replace(TIME, URLEncoder.encode(known.toString(), StandardCharsets.UTF_8));
    TopicSpec topic =
        new TopicSpec(
            1,
            PredictionTarget.LOG_RETURN,
            pair,
            range.history().step().multipliedBy(range.horizon()));
    HttpModelServer server = new HttpModelServer(address, HttpModelServer.baseCoin(pair));
    HttpRequest request = HttpRequest.newBuilder(server.requestUri(topic.id(), row)).build();
    for (int failed = 0; ; failed++) {
      try {
        HttpResponse<String> reply = BoundedBodies.send(http, request, MAX_BYTES, TIMEOUT);
        double value = server.parseValues(topic, reply.statusCode(), reply.body())[0];
        return prices ? Math.log(value / range.history().closes()[row]) : value;
      } catch (Failure.Retry | IOException e) {
        if (failed == TRIES - 1) {
          throw new IllegalArgumentException(
              "the model server fails for " + known + ": " + e.getMessage(), e);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalArgumentException("interrupted", e);
      }
    }
  }
}
