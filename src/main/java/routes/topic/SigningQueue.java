package routes.topic;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.component.seda.BlockingQueueFactory;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.EventNotifierSupport;

/**
 * The queue of a {@code seda:} endpoint whose only reader sleeps until something comes. Camel's own
 * wakes up every second to see whether it shall end; this one is told.
 */
public final class SigningQueue extends LinkedBlockingQueue<Exchange> {
  private static final long serialVersionUID = 1;
  private static final long LAST_POLL_MILLIS = 20;

  private final transient Exchange end;
  private volatile boolean ending;

  private SigningQueue(CamelContext context, int capacity) {
    super(capacity);
    this.end = new DefaultExchange(context);
  }

  /** For all endpoints of the context that are made after this. */
  public static void install(CamelContext context) {
    SedaComponent seda = context.getComponent("seda", SedaComponent.class);
    seda.setDefaultQueueFactory(
        new BlockingQueueFactory<>() {
          @Override
          public SigningQueue create() {
            return create(Integer.MAX_VALUE);
          }

          @Override
          public SigningQueue create(int capacity) {
            SigningQueue queue = new SigningQueue(context, capacity);
            context.getManagementStrategy().addEventNotifier(queue.new StopListener());
            return queue;
          }
        });
  }

  @Override
  public Exchange poll(long timeout, TimeUnit unit) throws InterruptedException {
    Exchange next = ending ? super.poll(LAST_POLL_MILLIS, TimeUnit.MILLISECONDS) : take();
    return next == end ? null : next;
  }

  private final class StopListener extends EventNotifierSupport {
    StopListener() {
      setIgnoreExchangeEvents(true);
    }

    @Override
    public void notify(CamelEvent event) {
      if (event instanceof CamelEvent.CamelContextStoppingEvent) {
        ending = true;
        offer(end); // a full queue has no reader that sleeps
      }
    }
  }
}
