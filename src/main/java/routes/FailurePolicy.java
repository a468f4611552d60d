package routes;

import domain.Failure;
import org.apache.camel.builder.RouteConfigurationBuilder;
import routes.failure.FailureRecorder;
import routes.failure.JvmErrorBarrier;

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
        .onException(Throwable.class)
        .handled(true)
        .bean(failures, "recordInternalFault")
        .end();
  }
}
