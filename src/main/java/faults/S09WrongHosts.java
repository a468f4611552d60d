package faults;

import static faults.Acts.json;
import static faults.Acts.status;
import static faults.Expectation.ends;
import static faults.Expectation.hit;

import devnet.Devnet;
import devnet.Endpoint;
import devnet.Script;
import java.net.URI;

/** Addresses that are not what they are taken for: found out, named, and passed over. */
final class S09WrongHosts {
  private static final String OURS = "dromedary-devnet-1";
  private static final String BLOCK =
      """
      {"block":{"header":{"chain_id":"cosmoshub-4","height":"23000000",\
      "time":"2026-03-02T09:00:00Z"}}}
      """;

  private S09WrongHosts() {}

  static Scenario scenario() {
    return Scenario.of(
            "S09", "A REST host in the RPC slot and the reverse, a node of another chain")
        .in(world -> world.nodes(3).set("network.endpoints", S09WrongHosts::swapped))
        .epoch("hosts are swapped", S09WrongHosts::named, hit().included(1))
        .epoch("another chain id", S09WrongHosts::renamed, hit().included(1))
        .epoch("another network", S09WrongHosts::foreign, hit().included(1));
  }

  /** Nobody is on the chain that was configured: only an operator can mend that. */
  static Scenario everywhere() {
    return Scenario.of("S09-all", "All nodes are on another chain")
        .in(world -> world.nodes(2))
        .epoch("all at once", S09WrongHosts::allRenamed, ends(78));
  }

  /** The first two are each in the other's slot. */
  private static String swapped(Devnet devnet) {
    URI rest = devnet.nodes().get(0).uri();
    URI rpc = devnet.rpcNodes().get(0).uri();
    return "rest+%s,rpc+%s,rest+%s,rest+%s"
        .formatted(rpc, rest, devnet.nodes().get(1).uri(), devnet.nodes().get(2).uri());
  }

  private static void named(Stage stage) {
    named(stage, "write it as rest+" + stage.devnet().nodes().get(0).uri());
    named(stage, "write it as rpc+" + stage.devnet().rpcNodes().get(0).uri());
  }

  private static void renamed(Stage stage) {
    stage.node(1).distort(it -> it.replace(OURS, "dromedary-devnet-2"));
    named(stage, "is on chain dromedary-devnet-2 instead of " + OURS);
  }

  private static void foreign(Stage stage) {
    Script script = (method, path, count) -> path.contains("/blocks/") ? json(BLOCK) : status(501);
    stage.node(1).script(script);
    named(stage, "is on chain cosmoshub-4 instead of " + OURS);
  }

  private static void allRenamed(Stage stage) {
    for (Endpoint node : stage.nodes()) {
      node.distort(it -> it.replace(OURS, "dromedary-devnet-2"));
    }
  }

  /** By the doctor, whom the operator asks. */
  private static void named(Stage stage, String words) {
    stage.must(
        "named by the doctor: " + words,
        () -> stage.worker().diagnosis().stream().anyMatch(it -> it.contains(words)));
  }
}
