package faults;

import static faults.Acts.always;
import static faults.Acts.html;
import static faults.Acts.json;
import static faults.Acts.status;
import static faults.Expectation.hit;
import static faults.Expectation.missed;

import devnet.Devnet;
import devnet.Script.Act;

/** The preferred node fails in every way there is: the other one answers, in the same window. */
final class S07NodesThatFail {
  private S07NodesThatFail() {}

  static Scenario scenario() {
    return Scenario.of("S07", "A node refuses, hangs, throttles, talks nonsense; then all of them")
        .in(world -> world.nodes(3).set("network.endpoints", S07NodesThatFail::endpoints))
        .epoch("no such name, no TLS", S07NodesThatFail::told, hit())
        .epoch("refuses connections", it -> it.node(0).down(), hit())
        .epoch("hangs", it -> it.node(0).script(always(new Act.Hang())), hit())
        .epoch("429", it -> it.node(0).script(always(status(429))), hit())
        .epoch("502", it -> it.node(0).script(always(status(502))), hit())
        .epoch("503", it -> it.node(0).script(always(status(503))), hit())
        .epoch("HTML body", it -> it.node(0).script(always(html())), hit())
        .epoch("empty body", it -> it.node(0).script(always(json(""))), hit())
        .epoch("JSON cut in half", it -> it.node(0).script(always(new Act.Truncate())), hit())
        .epoch("no HTTP, no TLS", it -> it.node(0).rubbish(), hit())
        .epoch("all hang", it -> it.nodes(always(new Act.Hang())), missed("NO_ENDPOINT"));
  }

  /** The first is in no DNS, the second speaks no TLS on its port; both stay so. */
  private static String endpoints(Devnet devnet) {
    return "rest+https://node.invalid,rest+https://%s,rest+%s,rest+%s,rpc+%s"
        .formatted(
            devnet.nodes().get(2).uri().getAuthority(),
            devnet.nodes().get(0).uri(),
            devnet.nodes().get(1).uri(),
            devnet.rpcNodes().get(0).uri());
  }

  private static void told(Stage stage) {
    logged(stage, "https://node.invalid ");
    logged(stage, stage.node(2).uri().getAuthority() + " is not reachable: SSL");
  }

  private static void logged(Stage stage, String words) {
    stage.must("logged: " + words, () -> stage.worker().log().contains(words));
  }
}
