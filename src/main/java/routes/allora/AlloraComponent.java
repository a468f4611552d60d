package routes.allora;

import java.util.Locale;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.support.DefaultComponent;

/**
 * The network as Camel endpoints: {@code allora:windows}, {@code allora:consensus}, {@code
 * allora:sign}, {@code allora:broadcast}, {@code allora:receipt}. Option {@code topic} says which
 * one, {@code network} names the registered client. It asks the chain only; what the journal knows
 * is for the routes to ask.
 */
public final class AlloraComponent extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    AlloraOperation step = AlloraOperation.valueOf(remaining.toUpperCase(Locale.ROOT));
    Long topic = getAndRemoveParameter(parameters, "topic", Long.class);
    String network = getAndRemoveParameter(parameters, "network", String.class, "allora");
    return new AlloraEndpoint(uri, this, step, topic, network);
  }
}
