package devnet;

import devnet.server.DevnetJson;
import devnet.server.DevnetRequest;
import devnet.server.DevnetResponse;
import devnet.server.FaultInjectingServer;
import devnet.server.LoopbackListener;
import io.vertx.core.Vertx;
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
    double value = Math.sin(call.path().hashCode()) / 100;
    return DevnetResponse.okJson(
        DevnetJson.object("value", String.format(Locale.ROOT, "%.8f", value)));
  }

  @Override
  public void close() {
    LoopbackListener.await(vertx.close());
  }
}
