package routes;

import org.apache.camel.builder.RouteBuilder;

/**
 * Takes the place of the submission lane in a dry run: nothing is signed, and there is no route
 * that could send. Settlement is left out as well, since it would send what an earlier run left.
 */
public final class DryRunRoute extends RouteBuilder {
  @Override
  public void configure() {
    from("seda:submission")
        .routeId("submission")
        .routeDescription("dry run: signs nothing, sends nothing")
        .log("dry run: ${exchangeProperty.window} would submit ${body.value}; nothing is sent");
  }
}
