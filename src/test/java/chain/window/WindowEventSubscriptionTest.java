package chain.window;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import chain.AlloraClient;
import chain.ChainClientFixture;
import chain.model.EmissionsVersion;
import chain.model.EndpointReport;
import chain.model.FeePolicy;
import chain.model.Network;
import chain.model.NodeEndpoint;
import chain.model.Timeouts;
import chain.node.EmissionsQueries;
import chain.node.NodePool;
import devnet.ledger.GenesisTopic;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** A node's websocket wakes the daemon up, and nothing more. */
@Execution(ExecutionMode.CONCURRENT)
class WindowEventSubscriptionTest {
  private final BlockingQueue<Long> events = new LinkedBlockingQueue<>();
  private final ChainClientFixture client =
      new ChainClientFixture(
          options ->
              options.withTopics(
                  List.of(GenesisTopic.logReturnTopic(6), GenesisTopic.logReturnTopic(67))));

  private NodeEndpoint socket(String path) {
    String rpc = client.devnet.rpcNodes().get(0).uri().toString();
    return NodeEndpoint.parse(rpc.replaceFirst("http", "ws") + path);
  }

  private Long next() throws InterruptedException {
    return events.poll(20, TimeUnit.SECONDS);
  }

  private void with(EmissionsVersion emissions, NodeEndpoint socket, Ringing test)
      throws Exception {
    Timeouts timeouts = Timeouts.withSpeed(1000);
    Network network = client.allora.network();
    try (client;
        NodePool nodes = new NodePool(network, timeouts);
        WindowEventSubscription eventSubscription =
            new WindowEventSubscription(
                List.of(socket),
                nodes.httpClient(),
                new EmissionsQueries(nodes, Optional.of(emissions)),
                timeouts)) {
      eventSubscription.start(List.of(6L), events::add);
      test.run();
    }
  }

  private interface Ringing {
    void run() throws Exception;
  }

  @Test
  void ringsOnceItStandsAndWhenAWindowOpensAndForNoOtherTopic() throws Exception {
    with(
        EmissionsVersion.V10,
        socket("/websocket"),
        () -> {
          assertEquals(6L, next(), "nothing is replayed, so it looks once");
          client.blocks(2);
          assertEquals(6L, next());
          assertTrue(events.stream().allMatch(it -> it == 6), "67 contains a 6 too");
        });
  }

  @Test
  void comesBackAfterTheNodeHasHungUp() throws Exception {
    with(
        EmissionsVersion.V10,
        socket("/websocket"),
        () -> {
          assertEquals(6L, next());
          client.devnet.webSockets().get(0).closeAll();
          assertEquals(6L, next(), "rings when it stands again");
        });
  }

  @Test
  void aGenerationWithoutSuchEventsIsNotListenedTo() throws Exception {
    with(
        EmissionsVersion.V5,
        socket("/websocket"),
        () -> assertNull(events.poll(1, TimeUnit.SECONDS)));
  }

  @Test
  void theCheckupLooksIntoWebsocketsToo() {
    try (client;
        AlloraClient allora =
            client.worker(
                FeePolicy.standard(),
                network -> network.withEndpoints(List.of(socket("/websocket"), socket(""))))) {
      List<EndpointReport> facts = allora.networkInfo().checkEndpoints();
      assertTrue(facts.get(0).isHealthy(), facts.get(0)::fault);
      assertEquals(client.allora.network().chainId(), facts.get(0).chainId());
      assertEquals(socket("/websocket"), facts.get(1).suggestedEndpoint().orElseThrow());
    }
  }
}
