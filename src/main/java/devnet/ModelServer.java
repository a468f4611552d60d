package devnet;

import io.vertx.core.Vertx;
import java.util.Locale;

/**
 * A model server as workers of this field ask one: GET any address, read {@code {"value":"..."}}.
 * The answer is small, differs from address to address, and can be made to fail by a script.
 */
public final class ModelServer implements AutoCloseable {
  private final Vertx vertx = Vertx.vertx(Devnet.quiet());
  private final Endpoint node = new Endpoint(vertx, ModelServer::answer, () -> 0, it -> {}, 0);

  public Endpoint node() {
    return node;
  }

  private static Reply answer(Call call) {
    double value = Math.sin(call.path().hashCode()) / 100;
    return Reply.ok(Json.of("value", String.format(Locale.ROOT, "%.8f", value)));
  }

  @Override
  public void close() {
    Wait.on(vertx.close());
  }
}
