package routes.allora;

import chain.AlloraClient;
import domain.Claim;
import domain.Submission;
import domain.Submission.BroadcastResult;
import domain.Submission.SubmissionOutcome;
import domain.TopicSpec;
import domain.Window;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.Consumer;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.InvalidPayloadException;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.DefaultProducer;
import routes.topic.ExchangeProperties;

/**
 * The network as Camel endpoints: {@code allora:windows}, {@code allora:consensus}, {@code
 * allora:sign}, {@code allora:broadcast}, {@code allora:receipt}. Option {@code topic} says which
 * one, or the exchange's topic where it is left out; {@code network} names the registered client.
 * It asks the chain only; what the journal knows is for the routes to ask.
 */
public final class AlloraComponent extends DefaultComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
    AlloraOperation step =
        AlloraOperation.valueOf(remaining.toUpperCase(Locale.ROOT).replace('-', '_'));
    Long topic = getAndRemoveParameter(parameters, "topic", Long.class);
    String network = getAndRemoveParameter(parameters, "network", String.class, "allora");
    return new AlloraEndpoint(uri, this, step, topic, network);
  }

  /** What an {@code allora:} endpoint asks of the network, with the body it takes and leaves. */
  enum AlloraOperation {
    /** Anything in, a list of {@code Window} out, newest first; needs a topic. */
    WINDOWS,
    /** Anything in, an {@code Optional<NetworkInference>} out; needs the topic. */
    CONSENSUS,
    /** Anything in, a list of {@code Window} out in which losses are accepted; needs the topic. */
    REPUTER_WINDOWS,
    /**
     * Anything in, the inferences of the window in property {@code window} out; needs the topic.
     */
    NETWORK_INFERENCES,
    /** A {@code Claim} in, a {@code Submission} out; sends nothing. */
    SIGN,
    /** A {@code Submission} in, a {@code Delivery} out. */
    BROADCAST,
    /** A {@code Submission} in, a {@code Receipt} out. */
    RECEIPT
  }

  /** Carries out one step. A body of another type is an error here, not a silent {@code null}. */
  static final class AlloraProducer extends DefaultProducer {
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
        case WINDOWS, CONSENSUS, REPUTER_WINDOWS, NETWORK_INFERENCES ->
            ask(topicOf(exchange), exchange);
        case SIGN -> sign(requireBody(exchange, Claim.class), attemptNumber(exchange));
        case BROADCAST -> broadcast(requireBody(exchange, Submission.class));
        case RECEIPT -> receipt(requireBody(exchange, Submission.class));
      };
    }

    private Object ask(long topic, Exchange exchange) {
      AlloraClient allora = workers.forTopic(topic);
      return switch (step) {
        case WINDOWS -> allora.openWindows(topic);
        case CONSENSUS -> allora.networkInfo().networkInference(topic);
        case REPUTER_WINDOWS -> allora.reputer().openWindows(topic);
        default -> allora.reputer().inferences(topic, windowOf(exchange).nonce());
      };
    }

    private long topicOf(Exchange exchange) {
      TopicSpec own = exchange.getProperty(ExchangeProperties.TOPIC, TopicSpec.class);
      if (topic == null && own == null) {
        throw new IllegalArgumentException(
            getEndpoint() + " needs the option topic, or an exchange with one");
      }
      return topic == null ? own.id() : topic;
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

    private static Window windowOf(Exchange exchange) {
      return exchange.getProperty("window", Window.class);
    }

    private static int attemptNumber(Exchange exchange) {
      return exchange.getProperty(ATTEMPT, 1, Integer.class);
    }

    private static <T> T requireBody(Exchange exchange, Class<T> type)
        throws InvalidPayloadException {
      return exchange.getMessage().getMandatoryBody(type);
    }
  }

  /** One step against one network. There is nothing to consume from: windows are polled. */
  static final class AlloraEndpoint extends DefaultEndpoint {
    private final AlloraOperation step;
    private final Long topic;
    private final String network;

    AlloraEndpoint(
        String uri, AlloraComponent component, AlloraOperation step, Long topic, String network) {
      super(uri, component);
      this.step = step;
      this.topic = topic;
      this.network = network;
    }

    @Override
    public Producer createProducer() {
      WorkerClients workers =
          CamelContextHelper.mandatoryLookup(getCamelContext(), network, WorkerClients.class);
      return new AlloraProducer(this, step, topic, workers);
    }

    @Override
    public Consumer createConsumer(Processor processor) {
      throw new UnsupportedOperationException("allora: endpoints are only sent to");
    }
  }
}
