package routes;

import domain.Failure;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.ObjectHelper;
import routes.step.FailureRecorder;

/**
 * What happens when a step of any route fails: the reason goes into the journal and the log, and
 * the route lives on. No redelivery here; reads are retried where they are made.
 */
public final class FailurePolicy extends RouteConfigurationBuilder {

  private final FailureRecorder failures;

  public FailurePolicy(FailureRecorder failures) {
    this.failures = failures;
  }

  @Override
  public void configuration() {
    getCamelContext().getCamelContextExtension().addInterceptStrategy(new JvmErrorBarrier());
    routeConfiguration()
        .onException(Failure.class)
        .handled(true)
        .bean(failures, "recordFailure")
        .end()
        .onException(IOException.class, HttpOperationFailedException.class)
        .onWhen(FailurePolicy::isNoFailure)
        .handled(true)
        .bean(failures, "recordUnreachable")
        .end()
        .onException(Throwable.class)
        .handled(true)
        .bean(failures, "recordInternalFault")
        .end();
  }

  /** Camel looks at the root cause first, which of a failure may be the server's silence. */
  private static boolean isNoFailure(Exchange exchange) {
    Throwable caught = exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Throwable.class);
    return ObjectHelper.getException(Failure.class, caught) == null;
  }

  /**
   * Makes an error of the virtual machine that a step throws a failure like any other. Camel itself
   * calls such a step done, goes on with the next one, and lets the error end the timer's thread:
   * the route would be dead without a word.
   */
  public static final class JvmErrorBarrier implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
        CamelContext context, NamedNode step, Processor target, Processor next) {
      return new DelegateAsyncProcessor(target) {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
          DeferredCallback held = new DeferredCallback(callback);
          try {
            boolean now = super.process(exchange, held);
            held.release();
            return now;
          } catch (Error e) {
            exchange.setException(e);
            callback.done(true);
            return true;
          }
        }
      };
    }

    /** Keeps the word that a step is done until the step has returned in good order. */
    private static final class DeferredCallback implements AsyncCallback {
      private enum Phase {
        RUNNING,
        DONE,
        DONE_LATER,
        RETURNED
      }

      private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.RUNNING);
      private final AsyncCallback callback;

      DeferredCallback(AsyncCallback callback) {
        this.callback = callback;
      }

      @Override
      public void done(boolean now) {
        if (!phase.compareAndSet(Phase.RUNNING, now ? Phase.DONE : Phase.DONE_LATER)) {
          callback.done(now);
        }
      }

      void release() {
        if (!phase.compareAndSet(Phase.RUNNING, Phase.RETURNED)) {
          callback.done(phase.get() == Phase.DONE);
        }
      }
    }
  }
}
