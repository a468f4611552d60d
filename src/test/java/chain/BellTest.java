package chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import devnet.TopicOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A node's websocket wakes the daemon up, and nothing more. */
class BellTest {
  private final BlockingQueue<Long> rung = new LinkedBlockingQueue<>();
  private final Rig rig =
      new Rig(
          options ->
              options.withTopics(List.of(TopicOptions.logReturn(6), TopicOptions.logReturn(67))));

  private Endpoint socket(String path) {
    String rpc = rig.devnet.rpcNodes().get(0).uri().toString();
    return Endpoint.parse(rpc.replaceFirst("http", "ws") + path);
  }

  private Long next() throws InterruptedException {
    return rung.poll(20, TimeUnit.SECONDS);
  }

  private void with(Emissions emissions, Endpoint socket, Ringing test) throws Exception {
    Pace pace = Pace.at(1000);
    Network network = rig.allora.network();
    try (rig;
        Nodes nodes = new Nodes(network, pace);
        Bell bell =
            new Bell(
                List.of(socket), nodes.wire(), new Queries(nodes, Optional.of(emissions)), pace)) {
      bell.listen(List.of(6L), rung::add);
      test.run();
    }
  }

  private interface Ringing {
    void run() throws Exception;
  }

  @Test
  void ringsOnceItStandsAndWhenAWindowOpensAndForNoOtherTopic() throws Exception {
    with(
        Emissions.V10,
        socket("/websocket"),
        () -> {
          assertEquals(6L, next(), "nothing is replayed, so it looks once");
          rig.blocks(2);
          assertEquals(6L, next());
          assertTrue(rung.stream().allMatch(it -> it == 6), "67 contains a 6 too");
        });
  }

  @Test
  void comesBackAfterTheNodeHasHungUp() throws Exception {
    with(
        Emissions.V10,
        socket("/websocket"),
        () -> {
          assertEquals(6L, next());
          rig.devnet.sockets().get(0).closeAll();
          assertEquals(6L, next(), "rings when it stands again");
        });
  }

  @Test
  void aGenerationWithoutSuchEventsIsNotListenedTo() throws Exception {
    with(Emissions.V5, socket("/websocket"), () -> assertNull(rung.poll(1, TimeUnit.SECONDS)));
  }

  @Test
  void theCheckupLooksIntoWebsocketsToo() {
    try (rig;
        Allora allora =
            rig.worker(
                FeePolicy.standard(),
                network -> network.withEndpoints(List.of(socket("/websocket"), socket(""))))) {
      List<EndpointFacts> facts = allora.facts().endpoints();
      assertTrue(facts.get(0).well(), facts.get(0)::trouble);
      assertEquals(rig.allora.network().chainId(), facts.get(0).chainId());
      assertEquals(socket("/websocket"), facts.get(1).corrected().orElseThrow());
    }
  }
}
