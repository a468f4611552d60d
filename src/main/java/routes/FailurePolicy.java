package routes;

import domain.Failure;
import java.io.IOException;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.camel.AsyncCallback;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.FinallyDefinition;
import org.apache.camel.model.OnExceptionDefinition;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.support.processor.DelegateAsyncProcessor;
import org.apache.camel.util.ObjectHelper;
import routes.step.FailureRecorder;
import routes.topic.RoundTimeLeft;

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
   * the route would be dead without a word. And begins no step whose round is over, unless it deals
   * with a failure.
   */
  public static final class JvmErrorBarrier implements InterceptStrategy {
    @Override
    public Processor wrapProcessorInInterceptors(
        CamelContext context, NamedNode step, Processor target, Processor next) {
      boolean timed = !dealsWithFailure(step);
      return new DelegateAsyncProcessor(target) {
        @Override
        public boolean process(Exchange exchange, AsyncCallback callback) {
          if (timed && !hasTimeLeft(exchange, step)) {
            callback.done(true);
            return true;
          }
          DeferredCallback held =
              new DeferredCallback(
                  now -> {
                    explainIfLate(exchange, step);
                    callback.done(now);
                  });
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

    private static boolean hasTimeLeft(Exchange exchange, NamedNode step) {
      try {
        RoundTimeLeft.requireTimeLeft(exchange, () -> nameOf(step));
        return true;
      } catch (Failure.Retry over) {
        exchange.setException(over);
        return false;
      }
    }

    private static void explainIfLate(Exchange exchange, NamedNode step) {
      Throwable failure = exchange.getException();
      if (failure == null) {
        return;
      }
      Throwable told = RoundTimeLeft.explain(exchange, nameOf(step), failure);
      if (told != failure) {
        exchange.getExchangeExtension().setInterrupted(false); // else nobody deals with it
        exchange.setException(told);
      }
    }

    private static String nameOf(NamedNode step) {
      return step.getLabel().replaceFirst("\\?[^]]*", "");
    }

    private static boolean dealsWithFailure(NamedNode step) {
      return Stream.iterate(step, Objects::nonNull, NamedNode::getParent)
          .anyMatch(
              it ->
                  it instanceof OnExceptionDefinition
                      || it instanceof CatchDefinition
                      || it instanceof FinallyDefinition);
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
