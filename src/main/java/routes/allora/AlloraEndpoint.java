package routes.allora;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.CamelContextHelper;
import org.apache.camel.support.DefaultEndpoint;

/** One step against one network. There is nothing to consume from: windows are polled. */
final class AlloraEndpoint extends DefaultEndpoint {
  private final AlloraOperation step;
  private final Long topic;
  private final String network;

  AlloraEndpoint(
      String uri, AlloraComponent component, AlloraOperation step, Long topic, String network) {
    super(uri, component);
    if (topic == null && (step == AlloraOperation.WINDOWS || step == AlloraOperation.CONSENSUS)) {
      throw new IllegalArgumentException(uri + " needs the option topic, e.g. ?topic=67");
    }
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
