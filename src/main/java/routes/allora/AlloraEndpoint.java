package routes.allora;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;

/** One step against one network. There is nothing to consume from: windows are polled. */
final class AlloraEndpoint extends DefaultEndpoint {
  private final Step step;
  private final Long topic;
  private final String network;

  AlloraEndpoint(String uri, AlloraComponent component, Step step, Long topic, String network) {
    super(uri, component);
    if (topic == null && (step == Step.WINDOWS || step == Step.CONSENSUS)) {
      throw new IllegalArgumentException(uri + " needs the option topic, e.g. ?topic=67");
    }
    this.step = step;
    this.topic = topic;
    this.network = network;
  }

  @Override
  public Producer createProducer() {
    Workers workers = CamelContextHelper.mandatoryLookup(getCamelContext(), network, Workers.class);
    return new AlloraProducer(this, step, topic, workers);
  }

  @Override
  public Consumer createConsumer(Processor processor) {
    throw new UnsupportedOperationException("allora: endpoints are only sent to");
  }
}
