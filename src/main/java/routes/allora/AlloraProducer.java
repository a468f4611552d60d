package routes.allora;

import domain.Claim;
import domain.Delivery;
import domain.Receipt;
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
  private final Workers workers;

  AlloraProducer(Endpoint endpoint, Step step, Long topic, Workers workers) {
    super(endpoint);
    this.step = step;
    this.topic = topic;
    this.workers = workers;
  }

  @Override
  public void process(Exchange exchange) throws InvalidPayloadException {
    exchange.getMessage().setBody(answer(exchange));
  }

  private Object answer(Exchange exchange) throws InvalidPayloadException {
    return switch (step) {
      case WINDOWS -> workers.of(topic).windows(topic);
      case CONSENSUS -> workers.of(topic).facts().consensus(topic);
      case SIGN -> sign(body(exchange, Claim.class), attempt(exchange));
      case BROADCAST -> broadcast(body(exchange, Submission.class));
      case RECEIPT -> receipt(body(exchange, Submission.class));
    };
  }

  private Submission sign(Claim claim, int attempt) {
    return workers.signing(claim.key()).sign(claim, attempt);
  }

  private Delivery broadcast(Submission submission) {
    return workers.asking(submission.claim().key()).broadcast(submission);
  }

  private Receipt receipt(Submission submission) {
    return workers.asking(submission.claim().key()).receipt(submission);
  }

  private static int attempt(Exchange exchange) {
    return exchange.getProperty(ATTEMPT, 1, Integer.class);
  }

  private static <T> T body(Exchange exchange, Class<T> type) throws InvalidPayloadException {
    return exchange.getMessage().getMandatoryBody(type);
  }
}
