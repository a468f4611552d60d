package devnet;

import com.fasterxml.jackson.databind.JsonNode;
import devnet.server.CosmosJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.FaultInjectingServer;
import devnet.server.LoopbackListener;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Locale;

/**
 * A model server in the form that Allora workers use: GET any address, read {@code
 * {"value":"..."}}. The value is small and depends on the address; a fault policy can make requests
 * fail.
 */
public final class SimulatedModelServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(Devnet.vertxOptions());
  private final FaultInjectingServer node =
      new FaultInjectingServer(vertx, SimulatedModelServer::respond, () -> 0, it -> {}, 0);

  public FaultInjectingServer server() {
    return node;
  }

  private static DevnetResponse respond(DevnetRequest call) {
    if (call.path().endsWith("/is_never_negative")) {
      return DevnetResponse.okJson(CosmosJson.object("is_never_negative", true));
    }
    if (call.path().endsWith("/calculate")) {
      return DevnetResponse.okJson(CosmosJson.object("loss", squaredError(call)));
    }
    double value = Math.sin(call.path().hashCode()) / 100;
    return DevnetResponse.okJson(
        CosmosJson.object("value", String.format(Locale.ROOT, "%.8f", value)));
  }

  private static String squaredError(DevnetRequest call) {
    try {
      JsonNode asked = CosmosJson.parse(call.body());
      double error = asked.path("y_true").asDouble() - asked.path("y_pred").asDouble();
      return BigDecimal.valueOf(error * error).toPlainString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    LoopbackListener.await(vertx.close());
  }
}
