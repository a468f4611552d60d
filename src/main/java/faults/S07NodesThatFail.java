package faults;

import static faults.Acts.always;
import static faults.Acts.html;
import static faults.Acts.json;
import static faults.Acts.say;
import static faults.Acts.status;
import static faults.Expectation.hit;
import static faults.Expectation.missed;

import devnet.Script.Act;

/** The preferred node fails in every way there is: the other one answers, in the same window. */
final class S07NodesThatFail {
  private S07NodesThatFail() {}

  static Scenario scenario() {
    return Scenario.of("S07", "A node refuses, hangs, throttles, talks nonsense; then all of them")
        .in(world -> world.nodes(2))
        .epoch("refuses connections", it -> it.node(0).down(), hit())
        .epoch("hangs", it -> it.node(0).script(always(new Act.Hang())), hit())
        .epoch("429", it -> it.node(0).script(always(status(429))), hit())
        .epoch("502", it -> it.node(0).script(always(status(502))), hit())
        .epoch("503", it -> it.node(0).script(always(status(503))), hit())
        .epoch("HTML body", it -> it.node(0).script(always(html())), hit())
        .epoch("empty body", it -> it.node(0).script(always(json(""))), hit())
        .epoch("JSON cut in half", it -> it.node(0).script(always(new Act.Truncate())), hit())
        .epoch("no TLS here", it -> it.node(0).script(always(say(400, "text/plain", "TLS"))), hit())
        .epoch("all hang", it -> it.nodes(always(new Act.Hang())), missed("NO_ENDPOINT"));
  }
}
