package routes.allora;

import chain.Allora;
import domain.Claim;
import domain.Submission;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;

/** Carries out one step. A body of another type is an error here, not a silent {@code null}. */
final class AlloraProducer extends DefaultProducer {
  /** Exchange property with the number of the attempt that {@code allora:sign} makes, from 1. */
  static final String ATTEMPT = "attempt";

  private final Step step;
  private final Long topic;
  private final Allora client;

  AlloraProducer(Endpoint endpoint, Step step, Long topic, Allora client) {
    super(endpoint);
    this.step = step;
    this.topic = topic;
    this.client = client;
  }

  @Override
  public void process(Exchange exchange) throws InvalidPayloadException {
    exchange.getMessage().setBody(answer(exchange));
  }

  private Object answer(Exchange exchange) throws InvalidPayloadException {
    return switch (step) {
      case WINDOWS -> client.windows(topic);
      case SIGN -> client.sign(body(exchange, Claim.class), attempt(exchange));
      case BROADCAST -> client.broadcast(body(exchange, Submission.class));
      case RECEIPT -> client.receipt(body(exchange, Submission.class));
    };
  }

  private static int attempt(Exchange exchange) {
    return exchange.getProperty(ATTEMPT, 1, Integer.class);
  }

  private static <T> T body(Exchange exchange, Class<T> type) throws InvalidPayloadException {
    return exchange.getMessage().getMandatoryBody(type);
  }
}
