package routes.allora;

import domain.BroadcastResult;
import domain.Claim;
import domain.Submission;
import domain.SubmissionOutcome;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.support.DefaultProducer;

/** Carries out one step. A body of another type is an error here, not a silent {@code null}. */
final class AlloraProducer extends DefaultProducer {
  /** Exchange property with the number of the attempt that {@code allora:sign} makes, from 1. */
  static final String ATTEMPT = "attempt";

  private final AlloraOperation step;
  private final Long topic;
  private final WorkerClients workers;

  AlloraProducer(Endpoint endpoint, AlloraOperation step, Long topic, WorkerClients workers) {
    super(endpoint);
    this.step = step;
    this.topic = topic;
    this.workers = workers;
  }

  @Override
  public void process(Exchange exchange) throws InvalidPayloadException {
    exchange.getMessage().setBody(perform(exchange));
  }

  private Object perform(Exchange exchange) throws InvalidPayloadException {
    return switch (step) {
      case WINDOWS -> workers.forTopic(topic).openWindows(topic);
      case CONSENSUS -> workers.forTopic(topic).networkInfo().networkInference(topic);
      case SIGN -> sign(requireBody(exchange, Claim.class), attemptNumber(exchange));
      case BROADCAST -> broadcast(requireBody(exchange, Submission.class));
      case RECEIPT -> receipt(requireBody(exchange, Submission.class));
    };
  }

  private Submission sign(Claim claim, int attempt) {
    return workers.requireSigner(claim.key()).sign(claim, attempt);
  }

  private BroadcastResult broadcast(Submission submission) {
    return workers.forWindowOrDefault(submission.claim().key()).broadcast(submission);
  }

  private SubmissionOutcome receipt(Submission submission) {
    return workers.forWindowOrDefault(submission.claim().key()).receipt(submission);
  }

  private static int attemptNumber(Exchange exchange) {
    return exchange.getProperty(ATTEMPT, 1, Integer.class);
  }

  private static <T> T requireBody(Exchange exchange, Class<T> type)
      throws InvalidPayloadException {
    return exchange.getMessage().getMandatoryBody(type);
  }
}
